package io.frond.retrieve.format;

import java.io.IOException;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/** A PDF: its lines joined to paragraphs, larger letters taken for headings. Pictures are not read. */
final class PdfFormat implements Format {
    private static final int MOST_PAGES = 5_000;

    /** Takes a tenth of a second to load, so only the worker that needs it does. */
    private static final class Library {
        static {
            BoundedFilter.install();
            FontMappers.set(new OneFont());
        }

        private Library() {}

        static PDDocument open(byte[] file) throws IOException {
            return Loader.loadPDF(file);
        }
    }

    @Override
    public Formatted.Text read(String name, byte[] file, Allowance allowance) throws IOException {
        return BoundedFilter.counting(allowance, () -> {
            try (var document = Library.open(file)) {
                return text(document, allowance);
            } catch (InvalidPasswordException e) {
                throw new Unreadable("it needs a password; save it without one");
            }
        });
    }

    private static Formatted.Text text(PDDocument document, Allowance allowance) throws IOException {
        if (document.getNumberOfPages() > MOST_PAGES) {
            throw new Unreadable("it has more than " + MOST_PAGES + " pages; split it");
        }
        if (!document.getCurrentAccessPermission().canExtractContent()) {
            throw new Unreadable("its author has forbidden to take out text; ask for one that allows it");
        }
        var lines = new PdfLines(allowance).of(document);
        var text = new PdfParagraphs(lines).write(new MarkdownText(allowance));
        if (text.isEmpty()) {
            throw new Unreadable("it holds no text, as scans do; run a text recognition over it");
        }
        return text.titled(title(document));
    }

    /** Programs write the file's name there, or their own. */
    private static String title(PDDocument document) {
        var title = Objects.requireNonNullElse(document.getDocumentInformation().getTitle(), "");
        return title.matches("(?i)untitled.*|.*\\.(docx?|pdf|indd|tex|rtf|xlsx?|pptx?)|microsoft .*") ? "" : title;
    }

    @Override
    public String noun() {
        return "a PDF";
    }

    @Override
    public Content content() {
        return Content.PDF;
    }
}
