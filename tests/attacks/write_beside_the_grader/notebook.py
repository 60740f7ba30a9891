open(BAIT["folder"] + "/junit.xml", "w").write("<testsuite failures='0'/>")
print("BROKEN")
