// Compile error: a long does not fit into an int, and a method does not exist.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextLong();
        int left = 0;
        while (in.hasNextInteger()) {
            left ^= in.nextInt();
        }
        System.out.println(left);
    }
}
