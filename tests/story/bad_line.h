// A TCP server between the engine and its nodes that treats the bytes as a bad line would. Lives
// in the test's event loop; listens on a free port of this machine.
#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <vector>

namespace firedamp::testing {

class BadLine : public QObject {
 public:
  BadLine();
  ~BadLine() override;

  quint16 port() const { return port_; }
  void plug();     // listens (again, on the same port)
  void unplug();   // dials are refused, connections end
  void hangUp();   // connections end, the next dial is taken
  void reset();    // the same with RST

  // Whole RTU replies of these ports go to the engine through onReply. None: the line is silent.
  std::vector<quint16> nodes;
  // What the engine hears when node number `node` answers; default: the reply as it is.
  std::function<QByteArray(std::size_t node, const QByteArray& reply)> onReply;
  // Raw bytes to the engine, all connections.
  void send(const QByteArray& bytes);

  int dials() const { return dials_; }
  int replies() const { return replies_; }  // whole replies of the nodes

 private:
  struct Connection;
  void accept();
  void drop(bool hard);
  void fromNode(Connection& connection, std::size_t node);

  QTcpServer server_;
  quint16 port_ = 0;
  std::vector<std::unique_ptr<Connection>> connections_;
  int dials_ = 0, replies_ = 0;
};

// Length of the RTU reply that begins here, 0 = not yet known. Functions 3, 4, 23, 6, 16.
qsizetype rtuReplyLength(const QByteArray& bytes);

}  // namespace firedamp::testing
