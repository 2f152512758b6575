package io.frond.retrieve.format;

/** Text of an unknown kind, such as a program: one block of code, kept as it is written. */
final class CodeFormat implements Format {
    static final Format ANY = new CodeFormat();

    @Override
    public Formatted.Text read(String name, byte[] file, Allowance allowance) {
        var text = Utf8.text(file);
        allowance.characters(text.length());
        return new Formatted.Text("", new MarkdownText(allowance).code(text).toString());
    }

    @Override
    public String noun() {
        return "text; of other files " + String.join(", ", Formats.extensions()) + " can be read";
    }

    @Override
    public Content content() {
        return Content.TEXT;
    }
}
