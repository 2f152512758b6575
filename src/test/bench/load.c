// Sends chat completions to one port of this machine and measures the answers. One thread, HTTP/1.1, keep-alive.
//
//   load closed|open|stream PORT BODY_FILE [-c CONNECTIONS] [-s SECONDS] [-l LEAD] [-r RATE] [-n CHUNKS] [-H "Name: value"]...
//
//   closed   each connection asks again as soon as it has its answer
//   open     RATE requests a second on a fixed schedule. Latency counts from when a request was due, not from when
//            a connection was free for it: a proxy that stalls is charged with everybody who waited
//   stream   each connection reads one stream after the other; a stream is whole with its CHUNKS and its [DONE]
//
// Counts for SECONDS (4) after LEAD seconds (1). Says "begin" and "end" when counting does, so that a reader can look at
// the clocks of others, then one "name value" in a line:
//
//   requests, chunks   whole answers, and chunks, that came while it counted
//   failed, unsent     answers that broke, were refused or were not whole, lead included; requests that were due but
//                      found no free connection
//   latency_*, transit_*   p50 and p99 in us, of answers, and of chunks from the write in the mock to the read here
//   fault              the first failure
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

enum { HEAD = 16 << 10, READ = 256 << 10, EVENTS = 512 };
enum mode { CLOSED, OPEN, STREAM };
enum part { IN_HEAD, IN_BODY, IN_SIZE, IN_CHUNK, BEHIND_CHUNK, IN_TRAILER };

struct conn {
  int fd;
  bool busy, close;
  size_t sent;
  uint64_t since; // when its request was sent, or due
  enum part part;
  char head[HEAD + 1];
  int head_size, line_size;
  long left; // of the body, or of the chunk of its transfer
  // what a stream has shown so far
  int mark_at, done_at, chunks;
  uint64_t stamp;
};

struct samples {
  uint32_t *us;
  size_t size, room;
};

static enum mode mode;
static int port, connections = 1, rate = 0, expected = 0;
static double seconds = 4, lead = 1;
static char *request;
static size_t request_size;
static char extra[4096];

static int poll_fd, free_size;
static struct conn *conns, **free_conns;
static uint64_t count_from, count_to;
static long requests, chunks, failed;
static struct samples latency, transit;
static char fault[128];

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void die(const char *what) {
  fprintf(stderr, "load: %s\n", what);
  exit(1);
}

// ---- figures

static bool counts(uint64_t t) { return t >= count_from && t < count_to; }

static void sample(struct samples *s, uint64_t ns) {
  if (s->size == s->room) s->us = realloc(s->us, (s->room = s->room ? 2 * s->room : 1 << 16) * sizeof *s->us);
  s->us[s->size++] = ns / 1000;
}

static int ascending(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static void print_samples(const char *name, struct samples *s) {
  if (!s->size) return;
  qsort(s->us, s->size, sizeof *s->us, ascending);
  printf("%s_p50 %u\n%s_p99 %u\n", name, s->us[s->size / 2], name, s->us[s->size * 99 / 100]);
}

static void fail(const char *why) {
  if (!failed++) snprintf(fault, sizeof fault, "%s", why);
}

// ---- connections

static void watch(struct conn *c, int op, uint32_t what) {
  epoll_ctl(poll_fd, op, c->fd, &(struct epoll_event){what, {.ptr = c}});
}

static void dial(struct conn *c) {
  struct sockaddr_in address = {AF_INET, htons(port), {htonl(INADDR_LOOPBACK)}, {0}};
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (c->fd < 0) die("no more sockets: raise ulimit -n");
  if (connect(c->fd, (void *)&address, sizeof address)) die("cannot connect");
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
  c->busy = c->close = false;
  watch(c, EPOLL_CTL_ADD, EPOLLIN);
}

static void send_rest(struct conn *c) {
  while (c->sent < request_size) {
    ssize_t n = send(c->fd, request + c->sent, request_size - c->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0) { // full, or gone: the reading side will tell
      watch(c, EPOLL_CTL_MOD, errno == EAGAIN ? EPOLLIN | EPOLLOUT : EPOLLIN);
      return;
    }
    c->sent += n;
  }
}

static void ask(struct conn *c, uint64_t since) {
  c->busy = true;
  c->since = since;
  c->part = IN_HEAD;
  c->sent = c->head_size = c->mark_at = c->done_at = c->chunks = 0;
  send_rest(c);
}

// The connection has no request: give it the next, or let it wait for one.
static void next(struct conn *c) {
  if (mode == OPEN) free_conns[free_size++] = c;
  else if (now() < count_to) ask(c, now());
}

// ---- answers

static const char MARK[] = "\"t=", DONE[] = "[DONE]";

// Finds the send times that the mock wrote, and the end. Neither text begins anew within itself.
static void look(struct conn *c, const char *bytes, long size, uint64_t t) {
  const int mark = sizeof MARK - 1, done = sizeof DONE - 1;
  for (long i = 0; i < size; i++) {
    char b = bytes[i];
    if (c->done_at < done) c->done_at = b == DONE[c->done_at] ? c->done_at + 1 : b == DONE[0];
    if (c->mark_at < mark) {
      c->mark_at = b == MARK[c->mark_at] ? c->mark_at + 1 : b == MARK[0];
      c->stamp = 0;
    } else if (b >= '0' && b <= '9') {
      c->stamp = 10 * c->stamp + b - '0';
    } else {
      c->mark_at = 0;
      c->chunks++;
      if (!counts(t)) continue;
      chunks++;
      sample(&transit, t - c->stamp);
    }
  }
}

static void answered(struct conn *c, uint64_t t) {
  bool whole = mode != STREAM || (c->chunks == expected && c->done_at == sizeof DONE - 1);
  c->busy = false;
  if (!whole) fail("a stream ended before its end");
  else if (counts(mode == OPEN ? c->since : t)) {
    requests++;
    sample(&latency, t - c->since);
  }
}

static void head_over(struct conn *c, uint64_t t) {
  char *length = strcasestr(c->head, "\r\ncontent-length:");
  char *coded = strcasestr(c->head, "\r\ntransfer-encoding:");
  char *ending = strcasestr(c->head, "\r\nconnection:");
  c->close = ending && !strncasecmp(ending + 13 + strspn(ending + 13, " "), "close", 5);
  if (strncmp(c->head + 8, " 200", 4)) {
    char why[64];
    snprintf(why, sizeof why, "status %.3s", c->head + 9);
    fail(why);
    c->busy = false;
    c->close = true;
  } else if (coded) {
    c->part = IN_SIZE;
    c->line_size = c->left = 0;
  } else if (length) {
    c->part = IN_BODY;
    c->left = atol(length + 17);
    if (!c->left) answered(c, t);
  } else {
    fail("an answer without a length");
    c->busy = false;
    c->close = true;
  }
}

// Reads up to the end of the head; how many bytes that took
static long head(struct conn *c, const char *bytes, long size, uint64_t t) {
  int before = c->head_size;
  long kept = HEAD - before < size ? HEAD - before : size;
  memcpy(c->head + before, bytes, kept);
  c->head_size += kept;
  c->head[c->head_size] = 0;
  char *end = strstr(c->head, "\r\n\r\n");
  if (!end) return size;
  end[2] = 0;
  head_over(c, t);
  return end + 4 - c->head - before;
}

// One byte of the framing between the chunks of a transfer
static void frame(struct conn *c, char b, uint64_t t) {
  if (b == '\r') return;
  if (b != '\n') {
    c->line_size++;
    int digit = b >= '0' && b <= '9' ? b - '0' : (b | 32) - 'a' + 10;
    if (c->part == IN_SIZE) c->left = 16 * c->left + digit;
    return;
  }
  bool empty = !c->line_size;
  c->line_size = 0;
  if (c->part == IN_SIZE) c->part = c->left ? IN_CHUNK : IN_TRAILER;
  else if (c->part == BEHIND_CHUNK) c->part = IN_SIZE;
  else if (empty) answered(c, t);
}

static long payload(struct conn *c, const char *bytes, long size, uint64_t t) {
  long here = c->left < size ? c->left : size;
  if (mode == STREAM) look(c, bytes, here, t);
  c->left -= here;
  if (!c->left && c->part == IN_CHUNK) c->part = BEHIND_CHUNK;
  else if (!c->left) answered(c, t);
  return here;
}

static void take(struct conn *c, const char *bytes, long size, uint64_t t) {
  for (long at = 0; at < size && c->busy;) {
    if (c->part == IN_HEAD) at += head(c, bytes + at, size - at, t);
    else if (c->part == IN_BODY || c->part == IN_CHUNK) at += payload(c, bytes + at, size - at, t);
    else frame(c, bytes[at++], t);
  }
}

// ---- the run

static void forget(struct conn *c) {
  for (int i = 0; i < free_size; i++)
    if (free_conns[i] == c) free_conns[i] = free_conns[--free_size];
}

static void redial(struct conn *c) {
  if (!c->busy) forget(c);
  close(c->fd);
  dial(c);
  next(c);
}

static void readable(struct conn *c) {
  static char bytes[READ];
  ssize_t n = recv(c->fd, bytes, sizeof bytes, MSG_DONTWAIT);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) {
    if (c->busy) fail(c->part == IN_HEAD ? "the connection broke before the answer" : "the connection broke within an answer");
    redial(c);
    return;
  }
  bool was_busy = c->busy;
  take(c, bytes, n, now());
  if (!was_busy || c->busy) return;
  if (c->close) redial(c);
  else next(c);
}

static void writable(struct conn *c) {
  send_rest(c);
  if (c->sent == request_size) watch(c, EPOLL_CTL_MOD, EPOLLIN);
}

static long issued;

static uint64_t due(uint64_t started) { return started + issued * (1000000000ull / rate); }

static void issue_due(uint64_t started) {
  while (mode == OPEN && free_size && due(started) < count_to && due(started) <= now()) {
    uint64_t since = due(started);
    issued++;
    ask(free_conns[--free_size], since);
  }
}

static bool any_busy(void) {
  for (int i = 0; i < connections; i++)
    if (conns[i].busy) return true;
  return false;
}

static uint64_t least(uint64_t a, uint64_t b) { return a < b ? a : b; }

// Handles what happens until the time given, and may not sleep past the next request that is due.
static void run_until(uint64_t end, uint64_t started, bool only_while_busy) {
  struct epoll_event events[EVENTS];
  for (uint64_t t; (t = now()) < end && !(only_while_busy && !any_busy());) {
    issue_due(started);
    uint64_t wake = mode == OPEN && free_size && due(started) < count_to ? least(end, due(started)) : end;
    uint64_t nap = wake > (t = now()) ? wake - t : 0;
    if (only_while_busy) nap = least(nap, 10000000);
    int n = epoll_pwait2(poll_fd, events, EVENTS, &(struct timespec){nap / 1000000000, nap % 1000000000}, 0);
    for (int i = 0; i < n; i++) {
      struct conn *c = events[i].data.ptr;
      if (events[i].events & EPOLLOUT) writable(c);
      if (events[i].events & ~EPOLLOUT) readable(c);
    }
  }
}

static void say(const char *what) {
  puts(what);
  fflush(stdout);
}

static void run(void) {
  uint64_t started = now();
  count_from = started + lead * 1e9;
  count_to = count_from + seconds * 1e9;
  for (int i = 0; i < connections; i++) next(&conns[i]);
  run_until(count_from, started, false);
  say("begin");
  run_until(count_to, started, false);
  say("end");
  if (mode != STREAM) run_until(count_to + 2000000000ull, started, true); // streams are left, others may finish
}

static void report(void) {
  long unsent = mode == OPEN ? (long)((seconds + lead) * rate) - issued : 0;
  printf("requests %ld\nchunks %ld\nfailed %ld\nunsent %ld\n", requests, chunks, failed, unsent > 1 ? unsent : 0);
  print_samples("latency", &latency);
  print_samples("transit", &transit);
  if (failed) printf("fault %s\n", fault);
}

static void read_request(const char *file) {
  FILE *f = fopen(file, "rb");
  if (!f) die("cannot read the body");
  char *body = malloc(64 << 20);
  size_t size = fread(body, 1, 64 << 20, f);
  fclose(f);
  request = malloc(size + sizeof extra + 256);
  int n = sprintf(request,
    "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n%sContent-Length: %zu\r\n\r\n",
    port, extra, size);
  memcpy(request + n, body, size);
  request_size = n + size;
  free(body);
}

static void options(int argc, char **argv) {
  for (int o; (o = getopt(argc, argv, "c:s:l:r:n:H:")) != -1;) {
    if (o == 'c') connections = atoi(optarg);
    else if (o == 's') seconds = atof(optarg);
    else if (o == 'l') lead = atof(optarg);
    else if (o == 'r') rate = atoi(optarg);
    else if (o == 'n') expected = atoi(optarg);
    else if (o == 'H') snprintf(extra + strlen(extra), sizeof extra - strlen(extra), "%s\r\n", optarg);
    else exit(2);
  }
  if (argc - optind != 3) die("usage: load closed|open|stream PORT BODY_FILE [options]; see the head of load.c");
  mode = !strcmp(argv[optind], "open") ? OPEN : !strcmp(argv[optind], "stream") ? STREAM : CLOSED;
  port = atoi(argv[optind + 1]);
  if (connections < 1 || (mode == OPEN && rate < 1)) die("-c and -r must be at least 1");
  read_request(argv[optind + 2]);
}

int main(int argc, char **argv) {
  prctl(PR_SET_TIMERSLACK, 1);
  options(argc, argv);
  poll_fd = epoll_create1(0);
  conns = calloc(connections, sizeof *conns);
  free_conns = calloc(connections, sizeof *free_conns);
  for (int i = 0; i < connections; i++) dial(&conns[i]);
  run();
  report();
  return 0;
}
