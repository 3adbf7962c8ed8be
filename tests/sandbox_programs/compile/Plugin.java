// SPDX-License-Identifier: GPL-3.0-or-later
// A compiler plugin that starts by itself, already compiled beside this source (Plugin.class.b64).
public class Plugin implements com.sun.source.util.Plugin {
    static {
        if (java.nio.file.Files.isWritable(java.nio.file.Path.of("/box/src"))) {
            System.out.println("ESCAPED it runs while another is compiled");
            Runtime.getRuntime().halt(99);
        }
    }

    @Override
    public String getName() {
        return "assay-attack";
    }

    @Override
    public void init(com.sun.source.util.JavacTask task, String... arguments) {
    }

    @Override
    public boolean autoStart() {
        return true;
    }
}
