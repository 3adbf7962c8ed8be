main :: IO ()
main = 3
