"""Hidden grading in two trust zones: questions out, answers back, and nothing else between them.

ask     trusted     draws inputs and writes every question that the checks may put
answer  untrusted   runs the notebook in its box and writes what came back
judge   trusted     runs the checks, with the answers taken from the file
"""
