// Accepted: sorts the entries and looks for the pair that is none.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.Arrays;

public class Main {
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(System.in));
        in.nextToken();
        int[] tags = new int[(int) in.nval];
        for (int i = 0; i < tags.length; i++) {
            in.nextToken();
            tags[i] = (int) in.nval;
        }
        Arrays.sort(tags);
        int i = 0;
        while (i + 1 < tags.length && tags[i] == tags[i + 1]) {
            i += 2;
        }
        System.out.println(tags[i]);
    }
}
