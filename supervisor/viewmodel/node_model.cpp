#include "viewmodel/node_model.h"

#include <algorithm>

#include "viewmodel/wording.h"

namespace firedamp {

NodeModel::NodeModel(const Site& site, const Language& language, Clock now)
    : site_{site}, language_{language}, now_{std::move(now)}, reports_(site.nodes.size()) {}

void NodeModel::apply(const NodeReport& report) {
  reports_.at(report.node.value) = report;
  const int row = static_cast<int>(report.node.value);
  Q_EMIT dataChanged(index(row, 0), index(row, columnTotal - 1));
}

void NodeModel::refreshAges() {
  if (reports_.empty()) return;
  Q_EMIT dataChanged(index(0, uptimeColumn), index(rowCount() - 1, replyColumn));
}

void NodeModel::retranslate() {
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnTotal - 1);
  if (!reports_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnTotal - 1));
}

void NodeModel::heard(NodeId node, Instant at) {
  std::optional<NodeReport>& report = reports_.at(node.value);
  if (report) report->lastReply = std::max(report->lastReply, at);
}

int NodeModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(reports_.size());
}

int NodeModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : columnTotal;
}

QVariant NodeModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const auto node = static_cast<std::size_t>(index.row());
  if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) return text(node, index.column());
  if (role == abnormalRole) {
    return !reports_[node] || reports_[node]->state != NodeState::running;
  }
  return {};
}

QVariant NodeModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case tagColumn: return tr("Node");
    case placeColumn: return tr("Place");
    case classColumn: return tr("Class");
    case linkColumn: return tr("Link");
    case addressColumn: return tr("Address");
    case stateColumn: return tr("State");
    case serialColumn: return tr("Serial");
    case firmwareColumn: return tr("Firmware");
    case uptimeColumn: return tr("Uptime");
    case replyColumn: return tr("Last reply");
    default: return {};
  }
}

QString NodeModel::text(std::size_t node, int column) const {
  const NodeSite& site = site_.nodes[node];
  switch (column) {
    case tagColumn: return QString::fromStdString(site.tag);
    case placeColumn: return language_.text(site.place);
    case classColumn: return nodeClassWord(site.nodeClass);
    case linkColumn: return QString::fromStdString(site_.links.at(site.link.value).tag);
    case addressColumn: return QString::number(site.address);
    default: break;
  }
  if (!reports_[node]) return column == stateColumn ? tr("No report yet") : QStringLiteral("–");
  return reported(*reports_[node], column);
}

QString NodeModel::reported(const NodeReport& report, int column) const {
  const bool met = report.lastReply != Instant{};
  const QString none = QStringLiteral("–");
  switch (column) {
    case stateColumn: return nodeStateWord(report.state);
    case serialColumn: return met ? QString::number(report.identity.serial) : none;
    case firmwareColumn:
      return met ? QStringLiteral("%1.%2").arg(report.identity.firmware >> 8)
                       .arg(report.identity.firmware & 0xFF)
                 : none;
    case uptimeColumn:
      return met ? durationText(std::chrono::milliseconds{report.uptime_ms}) : none;
    case replyColumn:  // at most: an unchanged relay is reported only now and then
      return met ? QStringLiteral("≤ ") + durationText(now_() - report.lastReply) : tr("never");
    default: return {};
  }
}

}  // namespace firedamp
