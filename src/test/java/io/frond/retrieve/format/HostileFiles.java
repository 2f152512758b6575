package io.frond.retrieve.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.frond.model.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Files made to hurt whoever reads them. As a program it reads all of them one after the other and prints of each its
 * name, the milliseconds and what came of it; for a process with little memory.
 */
final class HostileFiles {
    private static final int MIB = 1 << 20;
    private static final String LAUGHS = "<!DOCTYPE d [<!ENTITY a \"ha\">" + "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>&c;</w:t>"
            + "</w:r></w:p></w:body></w:document>";

    private HostileFiles() {}

    public static void main(String... args) throws IOException {
        var clock = Clock.system();
        for (var name : NAMES) {
            var file = file(name);
            long from = clock.nanos();
            var limits = name.startsWith("forms") ? hasty() : Limits.DEFAULT;
            var said = Formats.read(name, file, limits, clock);
            var told = said instanceof Formatted.Unfit unfit ? unfit.why() : said.toString();
            System.out.println(name + "\t" + clock.since(from).toMillis() + "\t" + told);
        }
    }

    /** For what only ends by the end of its time, so that the test need not wait for all of it. */
    private static Limits hasty() {
        var usual = Limits.DEFAULT;
        return new Limits(
                usual.bytes(),
                usual.text(),
                usual.unpacked(),
                usual.ratio(),
                usual.elements(),
                usual.depth(),
                Duration.ofSeconds(1));
    }

    private static final List<String> NAMES = List.of(
            "bomb.docx",
            "aside.docx",
            "xxe.docx",
            "laughs.docx",
            "deep.docx",
            "traversal.docx",
            "bomb.pdf",
            "twice.pdf",
            "objects.pdf",
            "nested.pdf",
            "forms.pdf",
            "tags.html",
            "attributes.html",
            "deep.html",
            "css.html",
            "rows.csv",
            "columns.csv",
            "quote.csv",
            "deep.jsonl",
            "table.md",
            "line.txt");

    private static byte[] file(String name) throws IOException {
        return switch (name) {
            case "bomb.docx" -> Word.archive("word/document.xml", blanks(100 * MIB));
            case "aside.docx" -> Word.archive("word/media/picture.png", blanks(100 * MIB));
            case "xxe.docx" -> Word.archive("word/document.xml", xxe());
            case "laughs.docx" -> Word.archive("word/document.xml", LAUGHS.getBytes(UTF_8));
            case "deep.docx" -> Word.of("<w:sdt>".repeat(50_000) + "</w:sdt>".repeat(50_000));
            case "traversal.docx" -> Word.archive("../../../../../../tmp/frond-was-here", blanks(10));
            case "bomb.pdf" -> Pdf.bomb(100 * MIB, 1, "");
            case "twice.pdf" -> Pdf.bomb(100 * MIB, 2, "");
            case "objects.pdf" -> Pdf.bomb(100 * MIB, 1, "/Type/ObjStm/N 1/First 4");
            case "nested.pdf" -> ("%PDF-1.4\n1 0 obj " + "[".repeat(2 * MIB) + " endobj\n%%EOF").getBytes(UTF_8);
            case "forms.pdf" -> Pdf.forms(20);
            case "tags.html" -> "<b>".repeat(3 * MIB).getBytes(UTF_8);
            case "attributes.html" -> ("<p" + " a".repeat(4 * MIB) + ">").getBytes(UTF_8);
            case "deep.html" -> ("<div>".repeat(90_000) + "x").getBytes(UTF_8);
            case "css.html" -> css();
            case "rows.csv" -> ("a,b\n" + "1,2\n".repeat(2 * MIB)).getBytes(UTF_8);
            case "columns.csv" -> ",".repeat(9 * MIB).getBytes(UTF_8);
            case "quote.csv" -> ("\"" + "x".repeat(9 * MIB)).getBytes(UTF_8);
            case "deep.jsonl" -> "{\"a\":".repeat(MIB).getBytes(UTF_8);
            case "table.md" -> ("|a|b|\n|-|-|\n" + "|1|2|\n".repeat(MIB)).getBytes(UTF_8);
            default -> "x".repeat(9 * MIB).getBytes(UTF_8);
        };
    }

    private static byte[] blanks(int bytes) {
        var all = new byte[bytes];
        Arrays.fill(all, (byte) ' ');
        return all;
    }

    private static byte[] xxe() {
        return ("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><w:document xmlns:w=\"w\"><w:body><w:p><w:r>"
                        + "<w:t>before &x; after</w:t></w:r></w:p></w:body></w:document>")
                .getBytes(UTF_8);
    }

    /** Rules that take long to apply, and one with a regular expression that never ends. */
    private static byte[] css() {
        var page = new StringBuilder("<style>");
        for (int i = 0; i < 500; i++) {
            page.append("div div div.c").append(i).append("{display:none}");
        }
        page.append("div:matches((x+x+)+y){display:none} a b c d e f g{display:none}</style>");
        for (int i = 0; i < 3_000; i++) {
            page.append("<div>").append("x".repeat(30));
        }
        return page.toString().getBytes(UTF_8);
    }
}
