// Accepted: halves what is left.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int low = 1;
        int high = in.nextInt();
        while (true) {
            int shelf = (low + high) / 2;
            System.out.println(shelf);
            String answer = in.next();
            if (answer.equals("found"))
                return;
            if (answer.equals("front"))
                high = shelf - 1;
            else
                low = shelf + 1;
        }
    }
}
