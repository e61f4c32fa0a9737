#include "io/local_server.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <map>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include "io/life.h"
#include "io/loop_native.h"
#include "io/timer.h"

namespace firedamp {
namespace {

using boost::asio::local::stream_protocol;
using boost::system::error_code;

constexpr mode_t ownerOnly = S_IRUSR | S_IWUSR;

bool isOurs(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == ::geteuid() || peer.uid == 0;
}

Phrase cannotListen(const std::string& path, const std::string& why) {
  return {PHRASE("the local socket %1 cannot be opened: %2"), {path, why}};
}

}  // namespace

class LocalServer::Impl {
 public:
  Impl(Loop& loop, Told told)
      : context_(loop.native().context), told_(std::move(told)), again_(loop),
        acceptor_(context_) {}
  ~Impl() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }

  std::optional<Phrase> listen(const std::filesystem::path& socket);
  void send(Caller caller, std::string line);
  void dismiss(Caller caller);

 private:
  struct Line {
    explicit Line(stream_protocol::socket&& accepted) : socket(std::move(accepted)) {}
    stream_protocol::socket socket;
    std::array<char, 4096> chunk{};
    std::string half;      // of a line that is still coming
    bool skipping = false;  // the rest of one that was too long
    std::string unsent, onTheWay;
    bool leaving = false;
  };

  void accept();
  void enter(stream_protocol::socket entrant);
  void read(Caller caller, Line& line);
  void take(Caller caller, std::size_t count);
  void write(Caller caller, Line& line);
  void drop(Caller caller);
  Line* find(Caller caller) {
    const auto found = lines_.find(caller);
    return found == lines_.end() ? nullptr : &found->second;
  }

  boost::asio::io_context& context_;
  Told told_;
  std::string path_;
  Timer again_;
  stream_protocol::acceptor acceptor_;
  std::map<Caller, Line> lines_;
  Caller last_ = 0;
  Life life_;
};

std::optional<Phrase> LocalServer::Impl::listen(const std::filesystem::path& socket) {
  const std::string path = socket.string();
  if (path.size() >= sizeof sockaddr_un{}.sun_path) {
    return cannotListen(path, "the path is longer than 107 bytes");
  }
  struct stat there{};
  if (::lstat(path.c_str(), &there) == 0) {
    if (!S_ISSOCK(there.st_mode)) return cannotListen(path, "another file has this name");
    ::unlink(path.c_str());
  }
  error_code error;
  acceptor_.open(stream_protocol{}, error);
  // Before bind: the file is born with this mode, so that no moment is open to others.
  if (!error) (void)::fchmod(acceptor_.native_handle(), ownerOnly);
  if (!error) acceptor_.bind(stream_protocol::endpoint{path}, error);
  if (!error) acceptor_.listen(callersMax, error);
  if (error) return cannotListen(path, error.message());
  path_ = path;
  if (::lstat(path.c_str(), &there) != 0 || (there.st_mode & 0777) != ownerOnly) {
    return cannotListen(path, "this file system keeps no permissions");
  }
  accept();
  return std::nullopt;
}

void LocalServer::Impl::accept() {
  acceptor_.async_accept(
      life_.guard([this](const error_code& error, stream_protocol::socket entrant) {
        if (!error) {
          enter(std::move(entrant));
          return accept();
        }
        // No descriptor is left, for instance: trying again at once would spin.
        if (error != boost::asio::error::operation_aborted) {
          again_.armIn(std::chrono::seconds{1}, [this] { accept(); });
        }
      }));
}

void LocalServer::Impl::enter(stream_protocol::socket entrant) {
  if (lines_.size() >= callersMax || !isOurs(entrant.native_handle())) return;
  const Caller caller = ++last_;
  Line& line = lines_.emplace(caller, std::move(entrant)).first->second;
  told_.came(caller);
  read(caller, line);
}

void LocalServer::Impl::read(Caller caller, Line& line) {
  line.socket.async_read_some(
      boost::asio::buffer(line.chunk),
      life_.guard([this, caller](const error_code& error, std::size_t count) {
        if (error) return drop(caller);
        take(caller, count);
        if (Line* still = find(caller)) read(caller, *still);
      }));
}

// Whoever is told of a line may hang up on its caller: the line is looked up anew each time.
void LocalServer::Impl::take(Caller caller, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    Line* line = find(caller);
    if (line == nullptr) return;
    const char c = line->chunk[i];
    if (c == '\n') {
      const std::string whole = std::exchange(line->half, {});
      if (!std::exchange(line->skipping, false)) told_.line(caller, whole);
    } else if (line->half.size() < lineMax) {
      line->half += c;
    } else if (!std::exchange(line->skipping, true)) {
      told_.tooLong(caller);
    }
  }
}

void LocalServer::Impl::send(Caller caller, std::string text) {
  Line* line = find(caller);
  if (line == nullptr || line->leaving) return;
  line->unsent += text;
  line->unsent += '\n';
  if (line->unsent.size() > unsentMax) return drop(caller);
  if (line->onTheWay.empty()) write(caller, *line);
}

void LocalServer::Impl::write(Caller caller, Line& line) {
  if (line.onTheWay.empty()) line.onTheWay = std::exchange(line.unsent, {});
  if (line.onTheWay.empty()) {
    if (line.leaving) drop(caller);
    return;
  }
  line.socket.async_write_some(
      boost::asio::buffer(line.onTheWay),
      life_.guard([this, caller](const error_code& error, std::size_t count) {
        Line* still = find(caller);
        if (still == nullptr) return;
        if (error) return drop(caller);
        still->onTheWay.erase(0, count);
        write(caller, *still);
      }));
}

void LocalServer::Impl::dismiss(Caller caller) {
  Line* line = find(caller);
  if (line == nullptr) return;
  line->leaving = true;
  if (line->onTheWay.empty() && line->unsent.empty()) drop(caller);
}

void LocalServer::Impl::drop(Caller caller) {
  if (lines_.erase(caller) != 0) told_.left(caller);
}

LocalServer::LocalServer(Loop& loop, Told told)
    : impl_(std::make_unique<Impl>(loop, std::move(told))) {}
LocalServer::~LocalServer() = default;
std::optional<Phrase> LocalServer::listen(const std::filesystem::path& socket) {
  return impl_->listen(socket);
}
void LocalServer::send(Caller caller, std::string line) { impl_->send(caller, std::move(line)); }
void LocalServer::dismiss(Caller caller) { impl_->dismiss(caller); }

}  // namespace firedamp
