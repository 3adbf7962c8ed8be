local n = io.read("n")
local total = 0
for _ = 1, n do
    total = total + io.read("n")
end
print(total)
