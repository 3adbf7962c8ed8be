// Wrong answer: compares boxed integers by identity, which holds up to 127 only.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        List<Integer> tags = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            tags.add(in.nextInt());
        }
        Collections.sort(tags);
        int i = 0;
        while (i + 1 < n && tags.get(i) == tags.get(i + 1)) {
            i += 2;
        }
        System.out.println(tags.get(i));
    }
}
