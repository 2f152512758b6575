package io.frond.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that says exactly the bytes it is told, and reads exactly what comes back. */
public final class Raw implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;
    private static final int NUDGE_MS = 100;

    private final Socket socket = new Socket();
    private final InputStream in;

    public record Answer(int status, Map<String, String> headers, String body) {}

    public Raw(int port) {
        this(port, 0);
    }

    /** @param window bytes that the kernel may receive unread; 0 leaves the choice to it */
    public Raw(int port, int window) {
        try {
            if (window > 0) {
                socket.setReceiveBufferSize(window);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Raw send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public Raw send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole request with a JSON body. */
    Raw chat(String body, String... headers) {
        return chat(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Raw chat(byte[] body, String... headers) {
        var head = new StringBuilder(
                "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (!String.join("", headers).toLowerCase(Locale.ROOT).contains("authorization")) {
            head.append("Authorization: Bearer ").append(Surface.KEY).append("\r\n");
        }
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return send(all.toByteArray());
    }

    Raw get(String path) {
        return send("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Surface.KEY + "\r\n\r\n");
    }

    /** The next answer with a content-length, or whose connection ends. */
    public Answer answer() {
        var answer = head();
        String length = answer.headers.get("content-length");
        if (length == null) {
            return answer;
        }
        return new Answer(answer.status, answer.headers, read(Integer.parseInt(length)));
    }

    /** Status line and headers, and nothing of the body. */
    public Answer head() {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(read(1));
        }
        String[] lines = head.toString().split("\r\n", -1);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length - 2; i++) {
            int colon = lines[i].indexOf(':');
            headers.merge(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).strip(), (a, b) -> a + " & " + b);
        }
        return new Answer(Integer.parseInt(lines[0].substring(9, 12)), headers, "");
    }

    public String read(int bytes) {
        return new String(bytes(bytes), StandardCharsets.UTF_8);
    }

    /** Exactly so many, as they came. */
    public byte[] bytes(int count) {
        try {
            byte[] read = in.readNBytes(count);
            if (read.length < count) {
                throw new IOException("the connection ended after " + read.length + " of " + count + " bytes");
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A chunked body to its end, without its framing. */
    public byte[] chunks() {
        var body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(), 16);
            body.writeBytes(bytes(size));
            if (!line().isEmpty()) {
                throw new AssertionError("a chunk is longer than it says");
            }
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private String line() {
        var line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            line.append(read(1));
        }
        return line.substring(0, line.length() - 2);
    }

    /** All that comes until the other side ends the connection, in whatever way. */
    public String rest() {
        return rest(() -> {});
    }

    /** The same, with something done again and again while nothing comes. */
    public String rest(Runnable nudge) {
        var all = new ByteArrayOutputStream();
        for (int tries = 0; tries < PATIENCE_MS / NUDGE_MS; tries++) {
            nudge.run();
            if (ended(all)) {
                return all.toString(StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("the connection is still open");
    }

    private boolean ended(ByteArrayOutputStream all) {
        try {
            socket.setSoTimeout(NUDGE_MS);
            in.transferTo(all);
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing more is sent from here; what comes back is still read. */
    public Raw hangUp() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks the connection off (RST). */
    public void cut() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
