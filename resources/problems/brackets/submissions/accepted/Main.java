// Accepted: three arrays as stacks, grown by doubling.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;

public class Main {
    private static char[] awaited = new char[16];
    private static int[] rows = new int[16];
    private static int[] columns = new int[16];

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int lines = Integer.parseInt(in.readLine());
        int depth = 0;
        int pairs = 0;
        for (int row = 1; row <= lines; row++) {
            String line = in.readLine();
            for (int i = 0; i < line.length(); i++) {
                char character = line.charAt(i);
                int opening = "([{".indexOf(character);
                if (opening >= 0) {
                    if (depth == awaited.length) {
                        awaited = Arrays.copyOf(awaited, 2 * depth);
                        rows = Arrays.copyOf(rows, 2 * depth);
                        columns = Arrays.copyOf(columns, 2 * depth);
                    }
                    awaited[depth] = ")]}".charAt(opening);
                    rows[depth] = row;
                    columns[depth] = i + 1;
                    depth++;
                } else if (")]}".indexOf(character) >= 0) {
                    if (depth == 0 || awaited[depth - 1] != character) {
                        System.out.println("unexpected " + row + " " + (i + 1));
                        return;
                    }
                    depth--;
                    pairs++;
                }
            }
        }
        System.out.println(depth == 0 ? "balanced " + pairs : "unclosed " + rows[depth - 1] + " " + columns[depth - 1]);
    }
}
