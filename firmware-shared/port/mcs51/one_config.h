/* What one_node.h is for the core, for src/config.c: there is one page, in flash, and who judges it
 * need not be told which. */
#ifndef FW_ONE_CONFIG_H
#define FW_ONE_CONFIG_H

#define config ((const uint16_t __code *)BOARD_CONFIG_AT)
#define fw_config_load(self, page) fw_config_load_()
#define fw_config_valid(class_id, page) fw_config_valid_(class_id)
#define in_ranges(page, ...) in_ranges_(__VA_ARGS__)
#define in_order(page, ...) in_order_(__VA_ARGS__)
#define methane_valid(page) methane_valid_()
#define flow_valid(page) flow_valid_()
#define relay_valid(page) relay_valid_()
#define relay_sound(page) relay_sound_()

#endif
