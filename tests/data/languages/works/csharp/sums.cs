using System.Collections.Generic;
using System.Linq;

static class Sums
{
    public static int Of(string line) => line.Split(' ').Select(int.Parse).Sum();
}
