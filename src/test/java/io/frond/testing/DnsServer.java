package io.frond.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on loopback, over UDP, that says what it is told to. */
public final class DnsServer implements AutoCloseable {
    private static final int A = 1;
    private static final int SRV = 33;
    private static final int SERVER_FAILURE = 2;
    private static final int NO_SUCH_NAME = 3;

    private final DatagramSocket socket;
    private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int ttl = 1;
    private volatile boolean failing;

    private DnsServer(DatagramSocket socket) {
        this.socket = socket;
    }

    public static DnsServer start() {
        try {
            var server = new DnsServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
            var thread = new Thread(server::serve, "dns");
            thread.setDaemon(true);
            thread.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code 127.0.0.1:port}, as Vert.x wants it. */
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Of all answers from now on, in seconds. */
    public DnsServer ttl(int seconds) {
        ttl = seconds;
        return this;
    }

    /** The name has these addresses; none, and it does not exist. */
    public DnsServer addresses(String name, String... ips) {
        records.put(name + "/" + A, Arrays.stream(ips).map(DnsServer::ip).toList());
        return this;
    }

    /** The service runs at these, each {@code host:port}, or {@code host:port priority weight}. */
    public DnsServer services(String name, String... targets) {
        records.put(
                name + "/" + SRV, Arrays.stream(targets).map(DnsServer::target).toList());
        return this;
    }

    /** Whether every question is answered by a failure. */
    public DnsServer failing(boolean so) {
        failing = so;
        return this;
    }

    /** Questions so far. */
    public int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[1500], 1500);
        while (!socket.isClosed()) {
            try {
                packet.setLength(1500);
                socket.receive(packet);
                asked.incrementAndGet();
                var answer = answer(packet.getData());
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                // as the test is over, or a client has gone
            }
        }
    }

    private byte[] answer(byte[] question) throws IOException {
        var query = ByteBuffer.wrap(question);
        short id = query.getShort();
        query.position(12);
        var name = name(query);
        int type = query.getShort();
        int end = query.position() + 2;
        var found = records.getOrDefault(name + "/" + type, List.of());
        boolean known = records.entrySet().stream()
                .anyMatch(one ->
                        one.getKey().startsWith(name + "/") && !one.getValue().isEmpty());
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(0x8180 | (failing ? SERVER_FAILURE : known ? 0 : NO_SUCH_NAME));
        out.writeShort(1);
        out.writeShort(failing ? 0 : found.size());
        out.writeInt(0);
        out.write(question, 12, end - 12);
        for (byte[] data : failing ? List.<byte[]>of() : found) {
            out.writeShort(0xc00c);
            out.writeShort(type);
            out.writeShort(1);
            out.writeInt(ttl);
            out.writeShort(data.length);
            out.write(data);
        }
        return bytes.toByteArray();
    }

    private static String name(ByteBuffer query) {
        var name = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            var label = new byte[length];
            query.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static byte[] ip(String ip) {
        var parts = ip.split("\\.", -1);
        var bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    private static byte[] target(String target) {
        var parts = target.split("[: ]", -1);
        var data = ByteBuffer.allocate(300);
        data.putShort(parts.length < 4 ? 0 : Short.parseShort(parts[2]))
                .putShort(parts.length < 4 ? 1 : Short.parseShort(parts[3]))
                .putShort((short) Integer.parseInt(parts[1]));
        for (String label : parts[0].split("\\.", -1)) {
            data.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        data.put((byte) 0);
        return Arrays.copyOf(data.array(), data.position());
    }
}
