package io.frond.retrieve.format;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * The lines of a PDF in the order of reading.
 *
 * <p>Letters too small to read, and letters that are drawn as nothing or in white on a page still blank, are left out.
 * A page that has only letters drawn as nothing is a scan with the text behind it: there they are the text.
 */
final class PdfLines extends PDFTextStripper {
    private static final float SMALLEST = 2;

    private final Allowance allowance;
    private final List<Line> lines = new ArrayList<>();
    private final List<TextPosition> drawnAsNothing = new ArrayList<>();
    private final Ink ink = new Ink();
    private StringBuilder line = new StringBuilder();
    private float size;
    private boolean fresh = true;
    private boolean seen;

    /**
     * A line.
     *
     * @param size of its letters, in points
     * @param opens whether it begins a paragraph
     * @param page from 1
     */
    record Line(String text, float size, boolean opens, int page) {}

    PdfLines(Allowance allowance) {
        this.allowance = allowance;
    }

    List<Line> of(PDDocument document) throws IOException {
        writeText(document, Writer.nullWriter());
        return lines;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        allowance.step();
        ink.follow(operator.getName(), operands);
        super.processOperator(operator, operands);
    }

    @Override
    public void processPage(PDPage page) throws IOException {
        allowance.element();
        drawnAsNothing.clear();
        ink.blank();
        seen = false;
        super.processPage(page);
    }

    @Override
    protected void processTextPosition(TextPosition letter) {
        allowance.step();
        if (letter.getFontSizeInPt() < SMALLEST || ink.unseen()) {
            return;
        }
        if (getGraphicsState().getTextState().getRenderingMode() == RenderingMode.NEITHER) {
            drawnAsNothing.add(letter);
        } else {
            seen = true;
            super.processTextPosition(letter);
        }
    }

    @Override
    protected void writePage() throws IOException {
        if (!seen) {
            drawnAsNothing.forEach(super::processTextPosition);
        }
        super.writePage();
    }

    @Override
    protected void writeString(String text, List<TextPosition> letters) {
        allowance.characters(text.length());
        line.append(text);
        for (var letter : letters) {
            size = Math.max(size, letter.getFontSizeInPt());
        }
    }

    @Override
    protected void writeWordSeparator() {
        line.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
        end();
    }

    @Override
    protected void writeParagraphSeparator() {
        end();
        fresh = true;
    }

    @Override
    protected void writeParagraphStart() {
        end();
        fresh = true;
    }

    @Override
    protected void writeParagraphEnd() {
        end();
        fresh = true;
    }

    @Override
    protected void writePageEnd() {
        end();
    }

    private void end() {
        var text = MarkdownText.line(line.toString());
        if (!text.isEmpty()) {
            lines.add(new Line(text, size, fresh, getCurrentPageNo()));
            fresh = false;
        }
        line = new StringBuilder();
        size = 0;
    }
}
