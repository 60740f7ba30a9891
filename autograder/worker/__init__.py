"""What runs inside the sandbox. Started by name in a fresh interpreter; nothing imports it."""
