package io.frond.retrieve.format;

import io.frond.model.Clock;
import io.frond.model.Workers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every kind of file that Frond can read: chosen by the name's extension, checked by the content, read by a worker
 * within limits.
 *
 * <p>Limits are kept by the reading itself; what does not even notice the end of its time is abandoned: the answer is
 * then given without it, and its thread ends at the next element it counts.
 */
public final class Formats {
    private static final Map<String, Format> BY_EXTENSION = new LinkedHashMap<>();

    static {
        add(new MarkdownFormat(), "md", "markdown");
        add(new PlainFormat(), "txt", "text");
        add(new HtmlFormat(), "html", "htm", "xhtml");
        add(new PdfFormat(), "pdf");
        add(new DocxFormat(), "docx");
        add(new CsvFormat(), "csv", "tsv");
        add(new JsonLinesFormat(), "jsonl", "ndjson");
    }

    private final Vertx vertx;
    private final Workers workers;
    private final Clock clock;

    private Formats(Vertx vertx, Workers workers, Clock clock) {
        this.vertx = vertx;
        this.workers = workers;
        this.clock = clock;
    }

    private static void add(Format format, String... extensions) {
        for (var extension : extensions) {
            BY_EXTENSION.put(extension, format);
        }
    }

    /** @param workers of which one is held for as long as a file takes; best a pool of its own */
    public static Formats on(Vertx vertx, Workers workers, Clock clock) {
        return new Formats(vertx, workers, clock);
    }

    /** Whether files of this name are documents. Others, if text, are read as code. */
    public static boolean knows(String name) {
        return BY_EXTENSION.containsKey(Content.extension(name));
    }

    /** {@code md, markdown, txt ...} */
    public static List<String> extensions() {
        return List.copyOf(BY_EXTENSION.keySet());
    }

    /** So many bytes of a file are worth reading from a disk. */
    public static long largest(String name, Limits limits) {
        return format(name).content() == Content.TEXT ? limits.text() : limits.bytes();
    }

    private static Format format(String name) {
        return BY_EXTENSION.getOrDefault(Content.extension(name), CodeFormat.ANY);
    }

    /**
     * A file's text. The clock of its limit starts with the work: what waits for a worker is not late.
     *
     * @param name with its extension; nothing else of it matters
     * @param file not changed meanwhile
     * @return never fails because of the file; {@code SHED} where all workers are taken
     */
    public Future<Formatted> text(String name, byte[] file, Limits limits) {
        var context = vertx.getOrCreateContext();
        var outcome = Promise.<Formatted>promise();
        var watch = new Watch(vertx, outcome);
        workers.<Formatted>run(() -> {
                    var allowance = new Allowance(limits, file.length, clock);
                    context.runOnContext(begun -> watch.begin(allowance, limits));
                    return read(name, file, limits, allowance);
                })
                .onComplete(done -> context.runOnContext(ended -> watch.end(done)));
        return outcome.future();
    }

    /** The same on this thread, which nobody watches. */
    static Formatted read(String name, byte[] file, Limits limits, Clock clock) {
        return read(name, file, limits, new Allowance(limits, file.length, clock));
    }

    private static Formatted read(String name, byte[] file, Limits limits, Allowance allowance) {
        var format = format(name);
        if (file.length > largest(name, limits)) {
            return new Formatted.Unfit("it is larger than " + (largest(name, limits) >> 20) + " MiB");
        }
        var wrong = mismatch(name, format, Content.of(file));
        return wrong.isEmpty() ? read(name, format, file, allowance) : new Formatted.Unfit(wrong);
    }

    private static String mismatch(String name, Format format, Content content) {
        if (content == format.content() || (content == Content.OTHER && format.content() == Content.TEXT)) {
            return "";
        }
        var extension = Content.extension(name);
        var said = extension.isEmpty() ? "its name says nothing" : "its name ends in ." + extension;
        return "its content is " + content.noun() + ", but " + said + "; " + remedy(format, content);
    }

    private static String remedy(Format format, Content content) {
        return switch (content) {
            case PDF -> "rename it to .pdf";
            case OLE -> "save it as .docx without a password";
            case ZIP -> "if it is a Word document, rename it to .docx";
            case TEXT, OTHER -> format.noun() + " begins differently: save it anew";
        };
    }

    private static Formatted read(String name, Format format, byte[] file, Allowance allowance) {
        try {
            var text = format.read(name, file, allowance);
            allowance.time();
            return text;
        } catch (Unreadable unreadable) {
            return new Formatted.Unfit(unreadable.why());
        } catch (StackOverflowError deep) {
            return new Formatted.Unfit("its parts are nested too deeply");
        } catch (IOException | RuntimeException broken) {
            return new Formatted.Unfit("it is broken, or not " + format.noun() + "; open it and save it anew");
        }
    }
}
