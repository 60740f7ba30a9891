"""Runs student code behind a fence and brings back plain data only."""
