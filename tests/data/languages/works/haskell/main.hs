import qualified Data.Map as Map
import Sum

main :: IO ()
main = do
    _ <- getLine
    numbers <- map read . words <$> getLine
    print (total (Map.fromList (zip [1 :: Int ..] numbers)))
