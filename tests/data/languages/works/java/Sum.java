package numbers;

import java.util.Scanner;

class Sum {
    static int of(Scanner in, int n) {
        int total = 0;
        while (n-- > 0)
            total += in.nextInt();
        return total;
    }
}
