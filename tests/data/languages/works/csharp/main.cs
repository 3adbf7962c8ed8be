using System;
using System.Numerics;

class Program
{
    static void Main()
    {
        Console.ReadLine();
        BigInteger total = Sums.Of(Console.ReadLine());
        Console.WriteLine(total);
    }
}
