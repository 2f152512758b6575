package io.frond.retrieve.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSNumber;

/**
 * Whether a page of a PDF is being written on in white while nothing was painted on it that white could stand out
 * from. Follows the operators that fill and choose colours; deeper ones are not looked into.
 */
final class Ink {
    private static final float NEARLY = 0.03f;

    private final Deque<Boolean> saved = new ArrayDeque<>();
    private boolean white;
    private boolean painted;

    /** A new page. */
    void blank() {
        saved.clear();
        white = false;
        painted = false;
    }

    boolean unseen() {
        return white && !painted;
    }

    void follow(String operator, List<COSBase> operands) {
        switch (operator) {
            case "q" -> saved.push(white);
            case "Q" -> white = saved.isEmpty() ? white : saved.pop();
            case "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI" -> painted = true;
            case "g", "rg", "sc", "scn" -> white = operands.size() == 4 ? all(operands, 0) : all(operands, 1);
            case "k" -> white = all(operands, 0);
            default -> {}
        }
    }

    private static boolean all(List<COSBase> operands, float value) {
        return !operands.isEmpty()
                && operands.stream()
                        .allMatch(one ->
                                one instanceof COSNumber number && Math.abs(number.floatValue() - value) < NEARLY);
    }
}
