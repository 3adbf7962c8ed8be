// SPDX-License-Identifier: GPL-3.0-or-later
// Names itself as an annotation processor and as a compiler plugin: neither may run.
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.element.TypeElement;

@SupportedAnnotationTypes("*")
public class Processor extends AbstractProcessor {
    static {
        if (java.nio.file.Files.isWritable(java.nio.file.Path.of("/box/src"))) {
            System.out.println("ESCAPED it runs while it is compiled");
            Runtime.getRuntime().halt(99);
        }
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return false;
    }

    public static void main(String[] arguments) {
        System.out.println("CONTAINED it ran as a program only");
    }
}
