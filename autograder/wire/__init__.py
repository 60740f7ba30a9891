"""The boundary's language: plain values and messages, the only things that cross it."""
