package io.frond.retrieve.format;

import static io.frond.retrieve.Pools.get;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Clock;
import io.frond.retrieve.Pools;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class FormatsTest {
    private Formats formats;

    @BeforeEach
    void begin(Vertx vertx) {
        formats = Formats.on(vertx, Pools.two(vertx, "formats"), Clock.system());
    }

    @Test
    void markdownStaysAsItIs() throws Exception {
        assertThat(text("a.md", "# A\n\n<b>x</b>\n")).isEqualTo("# A\n\n<b>x</b>\n");
    }

    @Test
    void plainTextMeansNothingButItself() throws Exception {
        assertThat(text("a.txt", "# no heading\nline\n---\n  ~~~\nuse <b> and 1 < 2, - x"))
                .isEqualTo("\\# no heading\nline\n\\---\n  \\~~~\nuse \\<b> and 1 < 2, - x");
    }

    @Test
    void whatIsTextUnderAnUnknownNameIsKeptAsCode() throws Exception {
        assertThat(text("run.py", "# x\nprint(\"```\")\n")).isEqualTo("````\n# x\nprint(\"```\")\n````\n\n");
    }

    @Test
    void aPageHasItsHeadingsParagraphsListsAndTables() throws Exception {
        var page = """
                <html><head><title>Rules</title></head><body><nav>Home</nav>
                <h1>Returns &amp; <em>refunds</em></h1><p>Within  14
                days.<br>Not later.</p>loose <b>words</b>
                <ul><li>one<ul><li>inner</li></ul></li><li><p>two</p></li></ul>
                <table><tr><th>Item</th><th>Days</th></tr><tr><td>Lap|top</td><td>14</td></tr></table>
                <pre>a
                  b</pre></body></html>
                """;
        assertThat(text("a.html", page)).isEqualTo("""
                        ---
                        title: Rules
                        ---

                        # Returns & refunds

                        Within 14 days.
                        Not later.

                        loose words

                        - one
                          - inner
                        - two

                        | Item | Days |
                        |---|---|
                        | Lap\\|top | 14 |

                        ```
                        a
                          b
                        ```

                        """);
    }

    @Test
    void aPageIsReadInItsOwnCharset() throws Exception {
        var page = "<meta charset=iso-8859-1><p>Größe</p>".getBytes(ISO_8859_1);
        assertThat(whole("a.htm", page).text()).isEqualTo("Größe\n\n");
    }

    @Test
    void onlyTheMainPartOfAPageCounts() throws Exception {
        assertThat(text("a.html", "<body><header>Menu</header><main><p>Text</p></main></body>"))
                .isEqualTo("Text\n\n");
    }

    @Test
    void whatAPageHidesIsNotRead() throws Exception {
        for (var style : new String[] {
            "display: none",
            "visibility:hidden",
            "opacity:0",
            "font-size:0",
            "font-size: 1px",
            "color: white",
            "color:#fff",
            "color:#fefefe",
            "color:rgb(255, 255, 255)",
            "color:transparent",
            "color:rgba(0,0,0,0)",
            "position:absolute;left:-9999px",
            "text-indent:-999em",
            "clip:rect(0,0,0,0)",
            "height:0;overflow:hidden",
            "DISPLAY:NONE !important",
            "color:#333;background:#343434"
        }) {
            var page = "<p>Seen.</p><div style='" + style + "'>Hidden <b>too</b></div>";
            assertThat(text("a.html", page)).as(style).isEqualTo("Seen.\n\n");
        }
    }

    @Test
    void styleSheetsOfThePageHideAsWell() throws Exception {
        var page = "<style>/* x */ @media print { .a { display:none } } .b, p.c { display:none } .d{color:#fff}"
                + ".d.e{background:#000}</style><p class=a>a</p><p class=b>b</p><p class=c>c</p><p class=d>d</p>"
                + "<p class='d e'>e</p><p hidden>f</p>";
        assertThat(text("a.html", page)).isEqualTo("a\n\ne\n\n");
    }

    @Test
    void whiteOnDarkIsSeen() throws Exception {
        var page =
                "<table><tr style='background:#222'><th style='color:white'>A</th><th><font color=white>B</font></th></tr>"
                        + "<tr><td>1</td><td><font color=white>2</font></td></tr></table>";
        assertThat(text("a.html", page)).isEqualTo("| A | B |\n|---|---|\n| 1 |  |\n\n");
    }

    @Test
    void aWordDocumentHasItsHeadingsListsAndTables() throws Exception {
        var body = Word.p("berschrift1", "Rückgabe") + Word.p("", "Within 14 days &lt;b&gt;.")
                + Word.p("Meine", "Own style")
                + "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr>" + Word.r("", "item") + "</w:p>"
                + "<w:tbl>" + Word.row("Item", "Days") + Word.row("Laptop", "14") + "</w:tbl>";
        assertThat(whole("a.docx", Word.titled("Rules", body)).text()).isEqualTo("""
                        ---
                        title: Rules
                        ---

                        # Rückgabe

                        Within 14 days \\<b>.

                        ## Own style

                          - item

                        | Item | Days |
                        |---|---|
                        | Laptop | 14 |

                        """);
    }

    @Test
    void whatAWordDocumentHidesOrStrikesIsNotRead() throws Exception {
        var body = "<w:p>" + Word.r("", "Seen ") + Word.r("<w:vanish/>", "a") + Word.r("<w:sz w:val=\"2\"/>", "b")
                + Word.r("<w:color w:val=\"FFFFFF\"/>", "c")
                + Word.r("<w:color w:val=\"FFFFFF\"/><w:shd w:fill=\"000000\"/>", "white on black")
                + "<w:del>" + Word.r("", "d") + "</w:del><w:ins>" + Word.r("<w:vanish w:val=\"0\"/>", " added")
                + "</w:ins></w:p>";
        assertThat(whole("a.docx", Word.of(body)).text()).isEqualTo("Seen white on black added\n\n");
    }

    @Test
    void aPdfHasItsHeadingsAndParagraphs() throws Exception {
        try (var pdf = new Pdf()) {
            var file = pdf.title("Rules")
                    .line(20, "Returns")
                    .gap()
                    .line(11, "Laptops may be re-")
                    .line(11, "turned within 14 days.")
                    .gap()
                    .line(11, "Another paragraph.")
                    .bytes();
            assertThat(whole("a.pdf", file).text()).isEqualTo("""
                            ---
                            title: Rules
                            ---

                            # Returns

                            Laptops may be returned within 14 days.

                            Another paragraph.

                            """);
        }
    }

    @Test
    void lettersOfAPdfThatNobodySeesAreNotRead() throws Exception {
        try (var pdf = new Pdf()) {
            var file = pdf.line(11, "Seen.")
                    .line(11, "drawn as nothing", RenderingMode.NEITHER)
                    .line(0.5f, "tiny")
                    .gray(1)
                    .line(11, "white on nothing")
                    .gray(0)
                    .box()
                    .gray(1)
                    .line(11, "white on black")
                    .page()
                    .line(11, "text behind a scan", RenderingMode.NEITHER)
                    .bytes();
            assertThat(whole("a.pdf", file).text())
                    .contains("Seen.", "white on black", "text behind a scan")
                    .doesNotContain("nothing", "tiny");
        }
    }

    @Test
    void headsAndFeetOfPagesAreLeftOut() throws Exception {
        try (var pdf = new Pdf()) {
            for (int i = 1; i <= 4; i++) {
                var unused = pdf.line(9, "ACME - page " + i)
                        .gap()
                        .line(11, "Text number " + i)
                        .line(11, "of the book" + "!".repeat(i))
                        .page();
            }
            assertThat(whole("a.pdf", pdf.bytes()).text())
                    .contains("Text number 3 of the book!!!")
                    .doesNotContain("ACME");
        }
    }

    @Test
    void aCsvIsATableWithItsHeader() throws Exception {
        assertThat(text("a.csv", "Name;Note\n\"A; b\";\"two\nlines\"\n;\nC;x|y\n"))
                .isEqualTo("| Name | Note |\n|---|---|\n| A; b | two lines |\n| C | x\\|y |\n\n");
    }

    @Test
    void jsonLinesAreRecordsWithTheNamesOfTheirFields() throws Exception {
        assertThat(
                        text(
                                "a.jsonl",
                                "{\"title\":\"T\",\"text\":\"Body.\",\"n\":1,\"in\":{\"a\":[true,null,\"x\"]}}\n\n{\"q\":\"y\"}"))
                .isEqualTo("## T\n\nBody.\n\nn: 1\nin.a: true\nin.a: x\n\n## Record 3\n\nq: y\n\n");
    }

    @Test
    void reasonsAreForPeople() throws Exception {
        assertThat(why("a.txt", new byte[] {'a', (byte) 0xE9})).contains("save it as UTF-8");
        assertThat(why("a.md", new byte[] {'a', 0})).contains("zero bytes");
        assertThat(why("a.txt", ascii("%PDF-1.4"))).contains("its content is a PDF", "rename it to .pdf");
        assertThat(why("a.pdf", ascii("hello"))).contains("its content is text", "a PDF begins differently");
        assertThat(why("a.pdf", ascii("%PDF-1.4 nothing"))).contains("it is broken, or not a PDF");
        assertThat(why("a.doc", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}))
                .contains("save it as .docx");
        assertThat(why("a.docx", Word.archive("x", new byte[1]))).contains("not a Word document");
        assertThat(why("a.jsonl", ascii("{\"a\":1}\nhello"))).contains("line 2");
        assertThat(why("a.csv", ascii("a,b\n\"x"))).contains("quote");
        assertThat(why("a.bin", new byte[] {1, 0, 2})).contains("zero bytes");
        try (var pdf = new Pdf()) {
            assertThat(why("a.pdf", pdf.bytes())).contains("holds no text");
        }
    }

    private String text(String name, String file) throws Exception {
        return whole(name, file.getBytes(UTF_8)).text();
    }

    private Formatted.Text whole(String name, byte[] file) throws Exception {
        return (Formatted.Text) get(formats.text(name, file, Limits.DEFAULT));
    }

    private String why(String name, byte[] file) throws Exception {
        return ((Formatted.Unfit) get(formats.text(name, file, Limits.DEFAULT))).why();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(UTF_8);
    }
}
