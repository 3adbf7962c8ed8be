// Accepted: a LinkedHashMap in the order of access.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.LinkedHashMap;
import java.util.Map;

public class Main {
    private static class Shelf extends LinkedHashMap<Integer, String> {
        private final int room;
        int returned = 0;

        Shelf(int room) {
            super(16, 0.75f, true);
            this.room = room;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
            if (size() <= room) {
                return false;
            }
            returned++;
            return true;
        }
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] first = in.readLine().split(" ");
        Shelf shelf = new Shelf(Integer.parseInt(first[0]));
        StringBuilder out = new StringBuilder();
        for (int events = Integer.parseInt(first[1]); events > 0; events--) {
            String[] words = in.readLine().split(" ");
            Integer key = Integer.valueOf(words[1]);
            if (words[0].equals("put")) {
                shelf.put(key, words[2]);
            } else {
                String drawer = shelf.get(key);
                out.append(drawer == null ? "-" : drawer).append('\n');
            }
        }
        System.out.print(out);
        System.out.println(shelf.returned);
    }
}
