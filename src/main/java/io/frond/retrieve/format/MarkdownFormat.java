package io.frond.retrieve.format;

/** Markdown is what documents are cut from: it stays as it is. */
final class MarkdownFormat implements Format {

    @Override
    public Formatted.Text read(String name, byte[] file, Allowance allowance) {
        return new Formatted.Text("", Utf8.text(file));
    }

    @Override
    public String noun() {
        return "Markdown";
    }

    @Override
    public Content content() {
        return Content.TEXT;
    }
}
