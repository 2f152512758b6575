package io.frond.retrieve.format;

/** Text in which no character means anything but itself. */
final class PlainFormat implements Format {

    @Override
    public Formatted.Text read(String name, byte[] file, Allowance allowance) {
        var text = Utf8.text(file);
        allowance.characters(text.length());
        return new Formatted.Text("", Escape.lines(text));
    }

    @Override
    public String noun() {
        return "text";
    }

    @Override
    public Content content() {
        return Content.TEXT;
    }
}
