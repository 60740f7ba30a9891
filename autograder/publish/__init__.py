"""What students may have of an assignment's checks, and nothing else of them."""
