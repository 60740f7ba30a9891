"""What a CI server shows of grades beside the source: annotations, and what a push changed."""
