"""Pages for people: what a student reads about a submission, what a teacher reads about a class.

Every page stands alone: no scripts, nothing fetched, all that a student wrote is text. The same
records give the same bytes.
"""
