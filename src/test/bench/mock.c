// A model service that costs next to nothing, to stand behind what is measured. One thread, 127.0.0.1 only.
//
//   mock PORT
//
// Every request is taken for a chat completion. Its "user" field, near the start of the body, says how to answer:
//
//   "user":"l=20 n=50 g=10"    after 20 ms; a stream has 50 chunks, 10 ms apart
//
// Without it: at once, 100 chunks, back to back. "stream":true asks for a stream, "include_usage":true for the tokens
// in a last chunk. Each chunk goes out in a write of its own and says when that was, in ns of the monotonic clock, so
// that a reader on this machine knows how long it took. Pauses are kept from the schedule, not from the last write.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEAD = 16 << 10, LOOK = 1 << 10, READ = 256 << 10, EVENTS = 512, ANSWER = 600 };

struct conn {
  int fd;
  char head[HEAD + 1], look[LOOK + 1]; // the request's head; the first bytes of its body
  int head_size, look_size;
  long body_left; // -1 while the head is read
  int chunks, sent, gap_ms; // sent is -1 before the answer's head
  bool stream, usage;
  uint64_t due; // of the next piece of the answer
  int place; // among the waiting, -1 if not there
  char *out; // what the socket did not take yet
  size_t out_size, out_from, out_room;
};

static int poll_fd;
static struct conn **waiting; // a binary heap, soonest first
static int waiting_size, waiting_room;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000ull + t.tv_nsec;
}

// ---- who waits for their time

static void seat(struct conn *c, int place) {
  waiting[place] = c;
  c->place = place;
}

static void rise(struct conn *c, int place) {
  for (int above; place > 0 && waiting[above = (place - 1) / 2]->due > c->due; place = above) seat(waiting[above], place);
  seat(c, place);
}

static void sink(struct conn *c, int place) {
  for (int below; (below = 2 * place + 1) < waiting_size; place = below) {
    if (below + 1 < waiting_size && waiting[below + 1]->due < waiting[below]->due) below++;
    if (waiting[below]->due >= c->due) break;
    seat(waiting[below], place);
  }
  seat(c, place);
}

static void wait_until(struct conn *c, uint64_t due) {
  c->due = due;
  if (waiting_size == waiting_room) {
    waiting_room = waiting_room ? 2 * waiting_room : 256;
    waiting = realloc(waiting, waiting_room * sizeof *waiting);
  }
  rise(c, waiting_size++);
}

static void wait_no_more(struct conn *c) {
  int place = c->place;
  if (place < 0) return;
  c->place = -1;
  struct conn *last = waiting[--waiting_size];
  if (last == c) return;
  sink(last, place);
  rise(last, last->place);
}

// ---- writing

static void listen_for(struct conn *c, uint32_t what) {
  epoll_ctl(poll_fd, EPOLL_CTL_MOD, c->fd, &(struct epoll_event){what, {.ptr = c}});
}

static void put(struct conn *c, const char *bytes, size_t size) {
  if (c->out_size + size > c->out_room) c->out = realloc(c->out, c->out_room = 2 * (c->out_size + size));
  memcpy(c->out + c->out_size, bytes, size);
  c->out_size += size;
}

// false: the connection is gone
static bool push(struct conn *c) {
  while (c->out_from < c->out_size) {
    ssize_t n = send(c->fd, c->out + c->out_from, c->out_size - c->out_from, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0 && errno == EAGAIN) {
      listen_for(c, EPOLLIN | EPOLLOUT);
      return true;
    }
    if (n < 0) return false;
    c->out_from += n;
  }
  c->out_from = c->out_size = 0;
  return true;
}

// ---- answers

#define ID "\"id\":\"chatcmpl-bench\",\"created\":1700000000,\"model\":\"bench-model\","
#define USAGE "\"usage\":{\"prompt_tokens\":50,\"completion_tokens\":100,\"total_tokens\":150}"
#define CHUNK "data: {" ID "\"object\":\"chat.completion.chunk\",\"choices\":["

static char plain[2 * ANSWER];
static int plain_size;

static void write_plain(void) {
  char json[ANSWER + 1];
  static const char front[] = "{" ID "\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
                              "\"message\":{\"role\":\"assistant\",\"content\":\"";
  static const char back[] = "\"}}]," USAGE "}";
  int said = ANSWER - (int)(sizeof front + sizeof back - 2);
  int at = sprintf(json, "%s", front);
  for (int i = 0; i < said; i++) json[at + i] = "A parcel that came late may be sent back. "[i % 42];
  strcpy(json + at + said, back);
  plain_size = sprintf(plain, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s", ANSWER, json);
}

static void put_event(struct conn *c, const char *event, int size) {
  char length[16];
  put(c, length, sprintf(length, "%x\r\n", size));
  put(c, event, size);
  put(c, "\r\n", 2);
}

static void put_chunk(struct conn *c) {
  char event[512];
  put_event(c, event, sprintf(event, CHUNK "{\"index\":0,\"finish_reason\":null,\"delta\":{%s\"content\":\"t=%llu \"}}]}\n\n",
    c->sent ? "" : "\"role\":\"assistant\",", (unsigned long long)now()));
}

static void put_end(struct conn *c) {
  static const char stop[] = CHUNK "{\"index\":0,\"finish_reason\":\"stop\",\"delta\":{}}]}\n\n";
  static const char usage[] = CHUNK "]," USAGE "}\n\n";
  static const char done[] = "data: [DONE]\n\n";
  put_event(c, stop, sizeof stop - 1);
  if (c->usage) put_event(c, usage, sizeof usage - 1);
  put_event(c, done, sizeof done - 1);
  put(c, "0\r\n\r\n", 5);
}

// All of the answer that is due; false: the connection is gone
static bool answer(struct conn *c) {
  if (!c->stream) {
    put(c, plain, plain_size);
    return push(c);
  }
  if (c->sent < 0) {
    static const char head[] =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-cache\r\ntransfer-encoding: chunked\r\n\r\n";
    put(c, head, sizeof head - 1);
    c->sent = 0;
  }
  while (c->sent < c->chunks) {
    put_chunk(c);
    c->sent++;
    if (!push(c)) return false;
    if (c->gap_ms && c->sent < c->chunks) {
      wait_until(c, c->due + c->gap_ms * 1000000ull);
      return true;
    }
  }
  put_end(c);
  return push(c);
}

// ---- requests

static int wish(const char *user, char what, int otherwise) {
  for (const char *p = user; p && *p && *p != '"'; p++)
    if (*p == what && p[1] == '=') return atoi(p + 2);
  return otherwise;
}

static bool flag(const char *body, const char *name) {
  const char *at = strstr(body, name);
  if (!at) return false;
  at += strlen(name);
  return !strncmp(at + strspn(at, " :"), "true", 4);
}

static bool request_over(struct conn *c) {
  c->look[c->look_size] = 0;
  const char *user = strstr(c->look, "\"user\"");
  if (user) user = strchr(user + 6, '"');
  if (user) user++;
  int wait_ms = wish(user, 'l', 0);
  c->chunks = wish(user, 'n', 100);
  c->gap_ms = wish(user, 'g', 0);
  c->stream = flag(c->look, "\"stream\"");
  c->usage = flag(c->look, "\"include_usage\"");
  c->sent = c->body_left = -1;
  c->head_size = c->look_size = 0;
  c->due = now() + wait_ms * 1000000ull;
  if (!wait_ms) return answer(c);
  wait_until(c, c->due);
  return true;
}

static bool body(struct conn *c, const char *bytes, long size) {
  long kept = LOOK - c->look_size < size ? LOOK - c->look_size : size;
  memcpy(c->look + c->look_size, bytes, kept);
  c->look_size += kept;
  c->body_left -= size;
  if (c->body_left < 0) return false; // a request behind the request is not understood
  return c->body_left > 0 || request_over(c);
}

static bool head(struct conn *c, const char *bytes, long size) {
  long kept = HEAD - c->head_size < size ? HEAD - c->head_size : size;
  int before = c->head_size;
  memcpy(c->head + before, bytes, kept);
  c->head_size += kept;
  c->head[c->head_size] = 0;
  char *end = strstr(c->head, "\r\n\r\n");
  if (!end) return c->head_size < HEAD;
  *end = 0;
  char *length = strcasestr(c->head, "\r\ncontent-length:");
  if (!length) {
    static const char no[] = "HTTP/1.1 411 Length Required\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    put(c, no, sizeof no - 1);
    return push(c) && false;
  }
  c->body_left = atol(length + 17);
  long used = end + 4 - c->head - before;
  return body(c, bytes + used, size - used);
}

static bool readable(struct conn *c) {
  static char bytes[READ];
  ssize_t n = recv(c->fd, bytes, sizeof bytes, MSG_DONTWAIT);
  if (n <= 0) return n < 0 && errno == EAGAIN;
  return c->body_left < 0 ? head(c, bytes, n) : body(c, bytes, n);
}

static bool writable(struct conn *c) {
  if (!push(c)) return false;
  if (!c->out_size) listen_for(c, EPOLLIN);
  return true;
}

// ---- connections

static void accept_all(int server) {
  for (int fd; (fd = accept4(server, 0, 0, SOCK_NONBLOCK)) >= 0;) {
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    struct conn *c = calloc(1, sizeof *c);
    c->fd = fd;
    c->place = c->body_left = -1;
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &(struct epoll_event){EPOLLIN, {.ptr = c}});
  }
}

static void drop(struct conn *c) {
  wait_no_more(c);
  close(c->fd);
  free(c->out);
  free(c);
}

static void answer_due(void) {
  for (uint64_t t = now(); waiting_size && waiting[0]->due <= t;) {
    struct conn *c = waiting[0];
    wait_no_more(c);
    if (!answer(c)) drop(c);
  }
}

// To the ns, so that it never spins on the core that it shares with the load.
static int wait_for_events(struct epoll_event *events) {
  if (!waiting_size) return epoll_wait(poll_fd, events, EVENTS, -1);
  uint64_t t = now(), left = waiting[0]->due > t ? waiting[0]->due - t : 0;
  return epoll_pwait2(poll_fd, events, EVENTS, &(struct timespec){left / 1000000000, left % 1000000000}, 0);
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: mock PORT\n");
    return 2;
  }
  prctl(PR_SET_TIMERSLACK, 1);
  write_plain();
  int server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
  struct sockaddr_in address = {AF_INET, htons(atoi(argv[1])), {htonl(INADDR_LOOPBACK)}, {0}};
  if (bind(server, (void *)&address, sizeof address) || listen(server, 4096)) {
    perror("mock");
    return 1;
  }
  poll_fd = epoll_create1(0);
  epoll_ctl(poll_fd, EPOLL_CTL_ADD, server, &(struct epoll_event){EPOLLIN, {.ptr = 0}});
  for (struct epoll_event events[EVENTS];;) {
    int n = wait_for_events(events);
    for (int i = 0; i < n; i++) {
      struct conn *c = events[i].data.ptr;
      if (!c) accept_all(server);
      else if ((events[i].events & EPOLLOUT && !writable(c)) || (events[i].events & ~EPOLLOUT && !readable(c))) drop(c);
    }
    answer_due();
  }
}
