#include "viewmodel/link_model.h"

#include <algorithm>

#include "viewmodel/wording.h"

namespace firedamp {
namespace {

QString endpoint(const LinkSite& link) {
  if (link.kind == LinkKind::serial) {
    return QString::fromStdString(link.device) + QStringLiteral(" %1").arg(link.baud);
  }
  return QString::fromStdString(link.host) + QStringLiteral(":%1").arg(link.port);
}

std::uint64_t counter(const LinkCounters& counters, int column) {
  switch (column) {
    case LinkModel::requestColumn: return counters.requests;
    case LinkModel::replyColumn: return counters.replies;
    case LinkModel::timeoutColumn: return counters.timeouts;
    case LinkModel::crcColumn: return counters.crcErrors;
    case LinkModel::tagMismatchColumn: return counters.tagMismatches;
    case LinkModel::exceptionColumn: return counters.exceptions;
    case LinkModel::strayColumn: return counters.strayBytes;
    default: return counters.reconnects;
  }
}

}  // namespace

LinkModel::LinkModel(const Site& site) : site_{site}, reports_(site.links.size()) {}

void LinkModel::apply(const LinkReport& report) {
  reports_.at(report.link.value) = report;
  const int row = static_cast<int>(report.link.value);
  Q_EMIT dataChanged(index(row, 0), index(row, columnTotal - 1));
}

void LinkModel::retranslate() {
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnTotal - 1);
  if (!reports_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnTotal - 1));
}

int LinkModel::up() const {
  return static_cast<int>(std::count_if(reports_.begin(), reports_.end(), [](const auto& report) {
    return report && report->state == LinkState::up;
  }));
}

int LinkModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(reports_.size());
}

int LinkModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : columnTotal;
}

QVariant LinkModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const auto link = static_cast<std::size_t>(index.row());
  const bool number = index.column() >= requestColumn && index.column() <= reconnectColumn;
  switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: return text(link, index.column());
    case Qt::TextAlignmentRole:
      return number ? QVariant{Qt::AlignRight | Qt::AlignVCenter} : QVariant{};
    case abnormalRole: return !reports_[link] || reports_[link]->state != LinkState::up;
    default: return {};
  }
}

QVariant LinkModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case tagColumn: return tr("Link");
    case kindColumn: return tr("Kind");
    case endpointColumn: return tr("Endpoint");
    case stateColumn: return tr("State");
    case requestColumn: return tr("Sent");
    case replyColumn: return tr("Replies");
    case timeoutColumn: return tr("Time-outs");
    case crcColumn: return tr("CRC");
    case tagMismatchColumn: return tr("Tag");
    case exceptionColumn: return tr("Refused");
    case strayColumn: return tr("Stray");
    case reconnectColumn: return tr("Redials");
    case failureColumn: return tr("Last failure");
    default: return {};
  }
}

QString LinkModel::text(std::size_t link, int column) const {
  const LinkSite& site = site_.links[link];
  switch (column) {
    case tagColumn: return QString::fromStdString(site.tag);
    case kindColumn: return linkKindWord(site.kind);
    case endpointColumn: return endpoint(site);
    default: break;
  }
  const std::optional<LinkReport>& report = reports_[link];
  if (!report) return column == stateColumn ? tr("No report yet") : QStringLiteral("–");
  if (column == failureColumn) return QString::fromStdString(report->detail);
  if (column != stateColumn) return QString::number(counter(report->counters, column));
  return linkStateWord(report->state) + (report->recording ? tr(" (recording)") : QString{});
}

}  // namespace firedamp
