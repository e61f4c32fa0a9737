#include "ui/links_page.h"

#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/table.h"
#include "viewmodel/wording.h"

namespace firedamp {
namespace {

// A row that is not as it should be is bold and has a bar at its left.
class AbnormalDelegate : public QStyledItemDelegate {
 public:
  AbnormalDelegate(const Look& look, QObject* parent) : QStyledItemDelegate{parent}, look_{look} {}

  void paint(QPainter* painter, const QStyleOptionViewItem& option,
             const QModelIndex& index) const override {
    const bool abnormal = index.data(Qt::UserRole).toBool();
    QStyleOptionViewItem changed = option;
    changed.font.setBold(abnormal);
    QStyledItemDelegate::paint(painter, changed, index);
    if (!abnormal || index.column() != 0) return;
    painter->fillRect(QRect{option.rect.topLeft(), QSize{4, option.rect.height()}},
                      look_.priority(Priority::diagnostic));
  }

 private:
  const Look& look_;
};

}  // namespace

LinksPage::LinksPage(Board& board, const Look& look, QWidget* parent)
    : QWidget{parent}, board_{board}, site_{new QLabel{this}}, linksTitle_{new QLabel{this}},
      nodesTitle_{new QLabel{this}}, links_{new QTableView{this}}, nodes_{new QTableView{this}} {
  links_->setModel(&board_.links);
  nodes_->setModel(&board_.nodes);
  prepareTable(*links_, LinkModel::failureColumn);
  prepareTable(*nodes_, NodeModel::stateColumn);
  for (QTableView* table : {links_, nodes_}) {
    table->setItemDelegate(new AbnormalDelegate{look, this});
  }
  site_->setWordWrap(true);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(8, 8, 8, 4);
  column->addWidget(linksTitle_);
  column->addWidget(links_, 2);
  column->addWidget(nodesTitle_);
  column->addWidget(nodes_, 3);
  column->addWidget(site_);
  retranslate();
}

void LinksPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
  if (event->type() == QEvent::FontChange) sizeColumns();
}

void LinksPage::retranslate() {
  linksTitle_->setText(tr("Links"));
  nodesTitle_->setText(tr("Nodes"));
  links_->setAccessibleName(tr("Links"));
  nodes_->setAccessibleName(tr("Nodes"));
  site_->setText(tr("Site %1 · rules %2 (%3)")
                     .arg(board_.language.text(board_.site.name),
                          QString::fromStdString(board_.site.profile),
                          QString::fromStdString(board_.site.profileSource)));
  sizeColumns();
}

void LinksPage::sizeColumns() {
  QStringList tags, kinds, endpoints, states, nodeTags, classes, places;
  for (int row = 0; row < board_.links.rowCount(); ++row) {
    const auto cell = [&](int column) {
      return board_.links.index(row, column).data().toString();
    };
    tags << cell(LinkModel::tagColumn);
    kinds << cell(LinkModel::kindColumn);
    endpoints << cell(LinkModel::endpointColumn);
  }
  for (int i = 0; i <= 2; ++i) states << linkStateWord(static_cast<LinkState>(i));
  setColumnWidth(*links_, LinkModel::tagColumn, tags);
  setColumnWidth(*links_, LinkModel::kindColumn, kinds);
  setColumnWidth(*links_, LinkModel::endpointColumn, endpoints);
  setColumnWidth(*links_, LinkModel::stateColumn, states);
  for (int column = LinkModel::requestColumn; column <= LinkModel::reconnectColumn; ++column) {
    const bool rare = column >= LinkModel::timeoutColumn;
    setColumnWidth(*links_, column, {rare ? QStringLiteral("0000") : QStringLiteral("000000")});
  }
  for (const NodeSite& node : board_.site.nodes) {
    nodeTags << QString::fromStdString(node.tag);
    places << board_.language.text(node.place);
  }
  for (int i = 1; i <= 3; ++i) classes << nodeClassWord(static_cast<NodeClass>(i));
  setColumnWidth(*nodes_, NodeModel::tagColumn, nodeTags);
  setColumnWidth(*nodes_, NodeModel::classColumn, classes);
  setColumnWidth(*nodes_, NodeModel::linkColumn, tags);
  setColumnWidth(*nodes_, NodeModel::addressColumn, {QStringLiteral("247")});
  setColumnWidth(*nodes_, NodeModel::placeColumn, places);
  setColumnWidth(*nodes_, NodeModel::serialColumn, {QStringLiteral("4000000000")});
  setColumnWidth(*nodes_, NodeModel::firmwareColumn, {QStringLiteral("10.10")});
  setColumnWidth(*nodes_, NodeModel::uptimeColumn, {QStringLiteral("000 min")});
  setColumnWidth(*nodes_, NodeModel::replyColumn, {QStringLiteral("000 min")});
}

}  // namespace firedamp
