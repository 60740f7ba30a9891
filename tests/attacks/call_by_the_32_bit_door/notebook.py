import ctypes
import mmap

MAP_32BIT = 0x40
# mov eax, edi; mov ebx, esi; mov ecx, edx; int 0x80; ret, keeping rbx
CODE = bytes.fromhex("53 89f8 89f3 89d1 cd80 5b c3")
MEMFD_CREATE = 356

flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | MAP_32BIT
memory = mmap.mmap(-1, 4096, flags=flags, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
memory.write(CODE)
address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
call = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_int)(address)
name = address + len(CODE)  # an empty one
result = call(MEMFD_CREATE, name, 0)
if result >= 0:
    print("BROKEN")
elif result == -38:
    print("ABSENT")
