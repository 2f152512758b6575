package io.frond.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.nio.charset.StandardCharsets;

/** Gives every event to the outlet, and closes it when logging ends. */
final class OutletAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final Outlet outlet;
    private final Layout<ILoggingEvent> layout;

    OutletAppender(Outlet outlet, Layout<ILoggingEvent> layout) {
        this.outlet = outlet;
        this.layout = layout;
    }

    @Override
    protected void append(ILoggingEvent event) {
        byte[] line = layout.doLayout(event).getBytes(StandardCharsets.UTF_8);
        outlet.write(line, line.length);
    }

    @Override
    public void stop() {
        super.stop();
        outlet.close();
    }
}
