package io.frond.retrieve.format;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/** PDFs written line by line. */
public final class Pdf implements AutoCloseable {
    private final PDDocument document = new PDDocument();
    private PDPageContentStream page;
    private float y = 750;

    public Pdf() throws IOException {
        page = fresh();
    }

    private PDPageContentStream fresh() throws IOException {
        var sheet = new PDPage();
        document.addPage(sheet);
        y = 750;
        return new PDPageContentStream(document, sheet);
    }

    @CanIgnoreReturnValue
    public Pdf page() throws IOException {
        page.close();
        page = fresh();
        return this;
    }

    @CanIgnoreReturnValue
    public Pdf title(String title) {
        document.getDocumentInformation().setTitle(title);
        return this;
    }

    /** A line, and half a line of room below it. */
    @CanIgnoreReturnValue
    public Pdf line(float size, String text) throws IOException {
        return line(size, text, RenderingMode.FILL);
    }

    @CanIgnoreReturnValue
    public Pdf line(float size, String text, RenderingMode mode) throws IOException {
        page.beginText();
        page.setFont(new PDType1Font(FontName.HELVETICA), size);
        page.setRenderingMode(mode);
        page.newLineAtOffset(60, y);
        page.showText(text);
        page.endText();
        y -= size * 1.2f;
        return this;
    }

    @CanIgnoreReturnValue
    public Pdf gap() {
        y -= 20;
        return this;
    }

    @CanIgnoreReturnValue
    public Pdf gray(float gray) throws IOException {
        page.setNonStrokingColor(gray);
        return this;
    }

    @CanIgnoreReturnValue
    public Pdf box() throws IOException {
        page.addRect(0, 0, 600, 800);
        page.fill();
        return this;
    }

    public byte[] bytes() throws IOException {
        page.close();
        var out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        document.close();
    }

    /**
     * One page whose content unpacks to so many bytes, packed {@code times} over.
     *
     * @param type of the stream, {@code /Type/ObjStm/N 1/First 4}, unpacked while the file is opened; may be empty
     */
    public static byte[] bomb(int bytes, int times, String type) throws IOException {
        var content = new byte[bytes];
        java.util.Arrays.fill(content, (byte) ' ');
        var filters = new StringBuilder();
        for (int i = 0; i < times; i++) {
            content = deflated(content);
            filters.append("/FlateDecode ");
        }
        var out = new ByteArrayOutputStream();
        out.writeBytes(ascii("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
                + "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
                + "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>> endobj\n"
                + "4 0 obj <<" + type + "/Length " + content.length + "/Filter[" + filters + "]>> stream\n"));
        out.writeBytes(content);
        out.writeBytes(ascii("\nendstream endobj\ntrailer <</Root 1 0 R/Size 5>>\n%%EOF\n"));
        return out.toByteArray();
    }

    /** A page that draws a form ten times, which draws a form ten times, and so on. */
    public static byte[] forms(int levels) {
        var file = new StringBuilder("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
                + "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
                + "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 10 0 R"
                + "/Resources<</XObject<</X 11 0 R>>>>>> endobj\n");
        for (int i = 0; i < levels; i++) {
            file.append(10 + i)
                    .append(" 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 50")
                    .append("/Resources<</XObject<</X ")
                    .append(11 + i)
                    .append(" 0 R>>>>>> stream\n")
                    .append("/X Do ".repeat(10))
                    .append("\nendstream endobj\n");
        }
        return ascii(file + "trailer <</Root 1 0 R/Size 99>>\n%%EOF\n");
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var packed = new DeflaterOutputStream(out, new Deflater(9))) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
