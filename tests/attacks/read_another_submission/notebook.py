import glob

found = glob.glob(BAIT["others"] + "/*/*.ipynb")
print("BROKEN", open(found[0]).read())
