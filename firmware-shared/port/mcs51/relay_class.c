/* What the dispatch of the classes (src/class.c) is for a relay image, where the class's own
 * functions do not stand for it (one_relay.h). */
#include "parts.h"

uint8_t fw_class_status(const struct fw_node MSN_MEM *node) { return 0; }

void fw_class_acknowledged(struct fw_node MSN_MEM *node) {}

void fw_class_attended(struct fw_node MSN_MEM *node) {}

uint8_t fw_class_contact_ds(const struct fw_node MSN_MEM *node)
{
  return FW_LOW(node, FB_TIMEOUT);
}
