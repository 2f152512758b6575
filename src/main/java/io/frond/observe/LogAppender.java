package io.frond.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.nio.charset.StandardCharsets;

/** Gives every event to the writer, and closes it when logging ends. */
final class LogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final LogWriter writer;
    private final Layout<ILoggingEvent> layout;

    LogAppender(LogWriter writer, Layout<ILoggingEvent> layout) {
        this.writer = writer;
        this.layout = layout;
    }

    @Override
    protected void append(ILoggingEvent event) {
        byte[] line = layout.doLayout(event).getBytes(StandardCharsets.UTF_8);
        writer.write(line, line.length);
    }

    @Override
    public void stop() {
        super.stop();
        writer.close();
    }
}
