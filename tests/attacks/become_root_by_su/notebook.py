import subprocess

if subprocess.run(["su", "root", "-c", "true"], capture_output=True).returncode == 0:
    print("BROKEN")
