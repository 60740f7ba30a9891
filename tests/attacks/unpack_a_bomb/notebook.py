import zlib

packer = zlib.compressobj(9, zlib.DEFLATED, -15)
block = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
print("BROKEN", len(zlib.decompress(block * 300 + b"\x03\x00", -15)))
