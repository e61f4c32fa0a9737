/* Relay nodes: what one_node.h is for the core, for their own functions (owner: switchgear.c). */
#ifndef FW_ONE_RELAY_H
#define FW_ONE_RELAY_H

#pragma disable_warning 110 /* FW_LOOP_PIN is 0 here: what asks for it goes, as it should */

/* The one class of the image: the dispatch (src/class.c) goes. */
#define fw_class_init(self) fw_switchgear_init_()
#define FW_CLASS_STEP(self, in) fw_switchgear_step_()
#define FW_CLASS_SECURED(self, function, execute) fw_switchgear_secured_(function, execute)
#define fw_class_step(self, in) fw_switchgear_step_()
#define fw_class_beat(self, in) fw_switchgear_beat_()
#define fw_class_refresh(self) fw_switchgear_refresh_()
#define fw_class_status(self) fw_class_status_()
#define fw_class_blocked(self, index) fw_switchgear_blocked_(index)
#define fw_class_contact_ds(self) fw_class_contact_ds_()
#define fw_class_acknowledged(self) fw_class_acknowledged_()
#define fw_class_attended(self) fw_class_attended_()

#define il (&the_node.as.switchgear.interlock)
#define fw_interlock_init(self, ...) fw_interlock_init_(__VA_ARGS__)
#define fw_interlock_demand(self, ...) fw_interlock_demand_(__VA_ARGS__)
#define fw_interlock_beat(self, ...) fw_interlock_beat_(__VA_ARGS__)
#define fw_interlock_unlock(self) fw_interlock_unlock_()
#define fw_interlock_active(self) fw_interlock_active_()
#define count_seconds(self) count_seconds_()

#define fw_switchgear_init(self) fw_switchgear_init_()
#define fw_switchgear_step(self, in) fw_switchgear_step_()
#define fw_switchgear_beat(self, in) fw_switchgear_beat_()
#define fw_switchgear_blocked(self, ...) fw_switchgear_blocked_(__VA_ARGS__)
#define fw_switchgear_secured(self, ...) fw_switchgear_secured_(__VA_ARGS__)
#define fw_switchgear_refresh(self) fw_switchgear_refresh_()
#define power_relays(self) power_relays_()
#define demands_of(self, in) demands_of_()
#define obey(self) obey_()
#define off_time_s(self) off_time_s_()
#define follow(self, ...) follow_(__VA_ARGS__)
#define live_sides(self) live_sides_()
#define count_second(self, ...) count_second_(__VA_ARGS__)
#define shown(self, ...) shown_(__VA_ARGS__)
#define supervision_left_s(self) supervision_left_s_()

#endif
