#include "story/bad_line.h"

#include <sys/socket.h>

namespace firedamp::testing {

qsizetype rtuReplyLength(const QByteArray& bytes) {
  if (bytes.size() < 3) return 0;
  const auto function = static_cast<quint8>(bytes[1]);
  if ((function & 0x80) != 0) return 5;
  if (function == 6 || function == 16) return 8;
  return 5 + static_cast<quint8>(bytes[2]);
}

// One dial of the engine and what lies behind it. Sockets are deleted later: a reset may come from
// within their own signals.
struct BadLine::Connection {
  QTcpSocket* engine = nullptr;
  struct Node {
    QTcpSocket* socket;
    QByteArray heard;
  };
  std::vector<Node> nodes;

  ~Connection() {
    for (const Node& node : nodes) close(node.socket);
    close(engine);
  }
  static void close(QTcpSocket* socket) {
    socket->disconnect();
    socket->abort();
    socket->deleteLater();
  }
};

BadLine::BadLine() {
  connect(&server_, &QTcpServer::newConnection, this, [this] { accept(); });
  plug();
}

BadLine::~BadLine() { drop(false); }

void BadLine::plug() {
  if (!server_.listen(QHostAddress::LocalHost, port_)) qFatal("port %d cannot be opened", port_);
  port_ = server_.serverPort();
}

void BadLine::unplug() {
  server_.close();
  drop(false);
}

void BadLine::hangUp() { drop(false); }
void BadLine::reset() { drop(true); }

void BadLine::drop(bool hard) {
  if (hard) {
    for (const auto& connection : connections_) {
      const linger now{1, 0};
      ::setsockopt(static_cast<int>(connection->engine->socketDescriptor()), SOL_SOCKET, SO_LINGER,
                   &now, sizeof now);
    }
  }
  connections_.clear();
}

void BadLine::send(const QByteArray& bytes) {
  for (const auto& connection : connections_) {
    connection->engine->write(bytes);
    connection->engine->flush();
  }
}

void BadLine::accept() {
  while (QTcpSocket* socket = server_.nextPendingConnection()) {
    ++dials_;
    connections_.clear();  // the engine has one connection; an older one is dead
    connections_.push_back(std::make_unique<Connection>());
    Connection& connection = *connections_.back();
    connection.engine = socket;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      auto* node = new QTcpSocket{this};
      node->connectToHost(QHostAddress::LocalHost, nodes[i]);
      connection.nodes.push_back({node, {}});
      connect(node, &QTcpSocket::readyRead, this, [this, &connection, i] {
        fromNode(connection, i);
      });
    }
    connect(socket, &QTcpSocket::readyRead, this, [&connection] {
      const QByteArray request = connection.engine->readAll();
      for (const Connection::Node& node : connection.nodes) node.socket->write(request);
    });
  }
}

void BadLine::fromNode(Connection& connection, std::size_t number) {
  Connection::Node& node = connection.nodes[number];
  node.heard += node.socket->readAll();
  const qsizetype length = rtuReplyLength(node.heard);
  if (length == 0 || node.heard.size() < length) return;
  const QByteArray reply = node.heard.left(length);
  node.heard.clear();
  ++replies_;
  const QByteArray heard = onReply ? onReply(number, reply) : reply;
  // onReply may have ended the connection.
  send(heard);
}

}  // namespace firedamp::testing
