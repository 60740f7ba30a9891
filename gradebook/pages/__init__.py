"""Pages for people: what a student reads about a submission, what a teacher reads about a class.

Every page stands alone: nothing is fetched, all that a student wrote is text, and the same records
give the same bytes. A student's page runs no script; a teacher's runs one of ours, for searching
and sorting, and says the same without it.
"""
