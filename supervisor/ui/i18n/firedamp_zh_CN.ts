<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CommandWords</name>
    <message>
        <source>Requested</source>
        <translation>已请求</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Node accepted</source>
        <translation>节点已接受</translation>
    </message>
    <message>
        <source>Feedback confirmed</source>
        <translation>反馈已证实</translation>
    </message>
    <message>
        <source>A command is under way</source>
        <translation>有命令正在执行</translation>
    </message>
    <message>
        <source>TRIP: execute within %1 s</source>
        <translation>断电:请在 %1 秒内执行</translation>
    </message>
    <message>
        <source>the supervisor does not answer</source>
        <translation>监控引擎无应答</translation>
    </message>
    <message>
        <source>requested</source>
        <translation>已请求</translation>
    </message>
    <message>
        <source>RESTORE: armed, confirm within %1 s</source>
        <translation>复电:已就绪,请在 %1 秒内确认</translation>
    </message>
    <message>
        <source> (by rule %1)</source>
        <translation>(按规则 %1)</translation>
    </message>
</context>
<context>
    <name>JournalWords</name>
    <message>
        <source>came</source>
        <translation>出现</translation>
    </message>
    <message>
        <source>went away</source>
        <translation>消失</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>became worse</source>
        <translation>加重</translation>
    </message>
    <message>
        <source>silenced</source>
        <translation>已消音</translation>
    </message>
    <message>
        <source>sounds again</source>
        <translation>再次鸣响</translation>
    </message>
    <message>
        <source>ended by the next one</source>
        <translation>由下一次代替</translation>
    </message>
    <message>
        <source>stood at the last shutdown</source>
        <translation>上次关机时仍存在</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>已复位</translation>
    </message>
    <message>
        <source>still active: unacknowledged again</source>
        <translation>仍存在：重新变为未确认</translation>
    </message>
    <message>
        <source>out of sight</source>
        <translation>已隐去</translation>
    </message>
    <message>
        <source>in sight again</source>
        <translation>重新显示</translation>
    </message>
    <message>
        <source>marked as a nuisance</source>
        <translation>标记为滋扰报警</translation>
    </message>
    <message>
        <source>graded</source>
        <translation>已分级</translation>
    </message>
    <message>
        <source>to acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>to reset</source>
        <translation>复位</translation>
    </message>
    <message>
        <source>to shelve</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>to take out of service</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>to bring back</source>
        <translation>恢复显示</translation>
    </message>
    <message>
        <source>to record what was done</source>
        <translation>记录处置</translation>
    </message>
    <message>
        <source>by person %1</source>
        <translation>人员 %1</translation>
    </message>
    <message>
        <source>%1 (limit %2)</source>
        <translation>%1（限值 %2）</translation>
    </message>
    <message>
        <source>alarm %1</source>
        <translation>报警 %1</translation>
    </message>
    <message>
        <source>command %1</source>
        <translation>命令 %1</translation>
    </message>
    <message>
        <source>time uncertain</source>
        <translation>时间不确定</translation>
    </message>
    <message>
        <source>%1 events of the node are lost</source>
        <translation>节点丢失 %1 个事件</translation>
    </message>
    <message>
        <source>works</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>失效</translation>
    </message>
    <message>
        <source>refused %1</source>
        <translation>已拒绝：%1</translation>
    </message>
    <message>
        <source>accounted for</source>
        <translation>已处置完毕</translation>
    </message>
    <message>
        <source>to be accounted for</source>
        <translation>待处置</translation>
    </message>
    <message>
        <source>told: %1</source>
        <translation>已通知：%1</translation>
    </message>
    <message>
        <source>cause: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>done: %1</source>
        <translation>措施：%1</translation>
    </message>
    <message>
        <source>flood of alarms begins: %1</source>
        <translation>报警泛滥开始：%1</translation>
    </message>
    <message>
        <source>flood of alarms has ended: %1</source>
        <translation>报警泛滥结束：%1</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>报警</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>监控系统</translation>
    </message>
</context>
<context>
    <name>PointWords</name>
    <message>
        <source>low</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>预警</translation>
    </message>
    <message>
        <source>alarm</source>
        <translation>报警</translation>
    </message>
    <message>
        <source>trip</source>
        <translation>断电</translation>
    </message>
    <message>
        <source>reset below</source>
        <translation>复电低于</translation>
    </message>
    <message>
        <source>NO DATA YET</source>
        <translation>尚无数据</translation>
    </message>
</context>
<context>
    <name>RelayWords</name>
    <message>
        <source>ENERGISED</source>
        <translation>有电</translation>
    </message>
    <message>
        <source>TRIPPED</source>
        <translation>已断电</translation>
    </message>
    <message>
        <source>UNKNOWN</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>ENERGISE</source>
        <translation>接通</translation>
    </message>
    <message>
        <source>TRIP</source>
        <translation>断电</translation>
    </message>
</context>
<context>
    <name>StatusWords</name>
    <message>
        <source>%1 –</source>
        <translation>%1 –</translation>
    </message>
    <message>
        <source>%1 ok</source>
        <translation>%1 正常</translation>
    </message>
    <message>
        <source>%1 NOT ok</source>
        <translation>%1 异常</translation>
    </message>
    <message>
        <source>links %1/%2</source>
        <translation>链路 %1/%2</translation>
    </message>
    <message>
        <source>data %1 old</source>
        <translation>数据 %1 前</translation>
    </message>
    <message>
        <source>no data yet</source>
        <translation>尚无数据</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>NO COMMS</source>
        <translation>通信中断</translation>
    </message>
    <message>
        <source>STALE</source>
        <translation>数据过期</translation>
    </message>
    <message>
        <source>SENSOR FAULT</source>
        <translation>传感器故障</translation>
    </message>
    <message>
        <source>OVER RANGE</source>
        <translation>超量程</translation>
    </message>
    <message>
        <source>UNDER RANGE</source>
        <translation>低于量程</translation>
    </message>
    <message>
        <source>CALIBRATING</source>
        <translation>标校中</translation>
    </message>
    <message>
        <source>WARM-UP</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>SETTLING</source>
        <translation>稳定中</translation>
    </message>
    <message>
        <source>RESTART</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Diagnostic</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>at warning limit</source>
        <translation>达到预警值</translation>
    </message>
    <message>
        <source>over alarm limit</source>
        <translation>超过报警值</translation>
    </message>
    <message>
        <source>over trip limit</source>
        <translation>超过断电值</translation>
    </message>
    <message>
        <source>too low</source>
        <translation>过低</translation>
    </message>
    <message>
        <source>sensor fault</source>
        <translation>传感器故障</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>wrong device</source>
        <translation>设备不符</translation>
    </message>
    <message>
        <source>feed abnormal</source>
        <translation>馈电异常</translation>
    </message>
    <message>
        <source>command not confirmed</source>
        <translation>命令未证实</translation>
    </message>
    <message>
        <source>events lost</source>
        <translation>事件丢失</translation>
    </message>
    <message>
        <source>link down</source>
        <translation>链路中断</translation>
    </message>
    <message>
        <source>no power at feedback</source>
        <translation>反馈无电</translation>
    </message>
    <message>
        <source>two devices at one address</source>
        <translation>地址重复</translation>
    </message>
    <message>
        <source>device exchanged</source>
        <translation>设备已被更换</translation>
    </message>
    <message>
        <source>another master</source>
        <translation>另有主站</translation>
    </message>
    <message>
        <source>configuration differs</source>
        <translation>配置不一致</translation>
    </message>
    <message>
        <source>values too far apart</source>
        <translation>巡检周期过长</translation>
    </message>
    <message>
        <source>recording stopped</source>
        <translation>记录停止</translation>
    </message>
    <message>
        <source>UNACK</source>
        <translation>未确认</translation>
    </message>
    <message>
        <source>Acked</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Cleared-UNACK</source>
        <translation>已恢复-未确认</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Methane</source>
        <translation>甲烷</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>流量</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>继电器</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>连通</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>DOWN</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>Modbus TCP</source>
        <translation>Modbus TCP</translation>
    </message>
    <message>
        <source>RTU over TCP</source>
        <translation>RTU over TCP</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>串口</translation>
    </message>
    <message>
        <source>TRIP</source>
        <translation>断电</translation>
    </message>
    <message>
        <source>RESTORE</source>
        <translation>复电</translation>
    </message>
    <message>
        <source>UNLOCK</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>MODE</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>MUTE</source>
        <translation>消音</translation>
    </message>
    <message>
        <source>CONFIGURE</source>
        <translation>写入配置</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>DB</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>horn</source>
        <translation>报警器</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 时</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>below trip limit</source>
        <translation>低于断电限</translation>
    </message>
    <message>
        <source>changes too fast</source>
        <translation>变化过快</translation>
    </message>
    <message>
        <source>deviates</source>
        <translation>偏差</translation>
    </message>
    <message>
        <source>stuck</source>
        <translation>数值不变</translation>
    </message>
    <message>
        <source>reports disagree</source>
        <translation>报告矛盾</translation>
    </message>
    <message>
        <source>against the logic</source>
        <translation>逻辑异常</translation>
    </message>
    <message>
        <source>fault lock</source>
        <translation>故障闭锁</translation>
    </message>
    <message>
        <source>main fan stopped</source>
        <translation>主扇停止</translation>
    </message>
    <message>
        <source>bypassed</source>
        <translation>已旁路</translation>
    </message>
    <message>
        <source>test overdue</source>
        <translation>试验逾期</translation>
    </message>
    <message>
        <source>horn silent</source>
        <translation>报警器无声</translation>
    </message>
    <message>
        <source>Latched-UNACK</source>
        <translation>已锁存-未确认</translation>
    </message>
    <message>
        <source>Latched</source>
        <translation>已锁存</translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>Suppressed</source>
        <translation>已抑制</translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation>已停用</translation>
    </message>
</context>
<context>
    <name>firedamp::AlarmModel</name>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>持续</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>位号</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>状况</translation>
    </message>
    <message>
        <source>Value / limit</source>
        <translation>数值 / 限值</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处置</translation>
    </message>
    <message>
        <source>, level %1</source>
        <translation>,%1级</translation>
    </message>
    <message>
        <source> (first)</source>
        <translation>(首发)</translation>
    </message>
</context>
<context>
    <name>firedamp::AlarmPage</name>
    <message>
        <source>+%1 new – press F8</source>
        <translation>新增 %1 条 – 按 F8</translation>
    </message>
    <message>
        <source>Alarm list</source>
        <translation>报警列表</translation>
    </message>
    <message>
        <source>No alarms</source>
        <translation>无报警</translation>
    </message>
    <message>
        <source>Space or F10 acknowledges the selection</source>
        <translation>空格键或 F10 确认所选报警</translation>
    </message>
    <message>
        <source>DO: %1</source>
        <translation>处置:%1</translation>
    </message>
</context>
<context>
    <name>firedamp::Banner</name>
    <message>
        <source>Worst
F8</source>
        <translation>最严重
F8</translation>
    </message>
    <message>
        <source>Go to the worst unacknowledged alarm</source>
        <translation>转到最严重的未确认报警</translation>
    </message>
    <message>
        <source>Silence
F9</source>
        <translation>消音
F9</translation>
    </message>
    <message>
        <source>Silence the horn</source>
        <translation>报警器消音</translation>
    </message>
    <message>
        <source>Acknowledge
F10</source>
        <translation>确认
F10</translation>
    </message>
    <message>
        <source>Acknowledge alarm</source>
        <translation>确认报警</translation>
    </message>
</context>
<context>
    <name>firedamp::BannerText</name>
    <message>
        <source>No alarms</source>
        <translation>无报警</translation>
    </message>
    <message>
        <source>all acknowledged</source>
        <translation>全部已确认</translation>
    </message>
    <message>
        <source>oldest unack %1</source>
        <translation>最早未确认 %1</translation>
    </message>
    <message>
        <source>acked: </source>
        <translation>已确认:</translation>
    </message>
    <message>
        <source>+%1 more   </source>
        <translation>另有 %1 条   </translation>
    </message>
    <message>
        <source>DO: %1</source>
        <translation>处置:%1</translation>
    </message>
    <message>
        <source>Waiting for the first values</source>
        <translation>等待首批数值</translation>
    </message>
</context>
<context>
    <name>firedamp::Faceplate</name>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
</context>
<context>
    <name>firedamp::HelpCard</name>
    <message>
        <source>replay of a recording, and back to the live mine</source>
        <translation>回放记录，再按返回实时矿井</translation>
    </message>
    <message>
        <source>this card</source>
        <translation>本卡片</translation>
    </message>
    <message>
        <source>go to the worst unacknowledged alarm</source>
        <translation>转到最严重的未确认报警</translation>
    </message>
    <message>
        <source>silence the horn, for what sounds now</source>
        <translation>消音(仅对当前鸣响的报警)</translation>
    </message>
    <message>
        <source>acknowledge: the selection in the list, else the worst</source>
        <translation>确认:列表中所选,否则为最严重的一条</translation>
    </message>
    <message>
        <source>full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Arrow keys, Enter</source>
        <translation>方向键、回车</translation>
    </message>
    <message>
        <source>go over the map, open a faceplate</source>
        <translation>在图上移动,打开面板</translation>
    </message>
    <message>
        <source>acknowledge in the list; press a button</source>
        <translation>在列表中确认;按下按钮</translation>
    </message>
    <message>
        <source>close card or faceplate</source>
        <translation>关闭卡片或面板</translation>
    </message>
    <message>
        <source>English, Chinese</source>
        <translation>英文、中文</translation>
    </message>
    <message>
        <source>dim or bright</source>
        <translation>暗色或亮色</translation>
    </message>
    <message>
        <source>text size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>No key executes a relay command by itself. Not certified, not a safety function: the nodes trip without this program.</source>
        <translation>没有任何按键会直接执行继电器命令。本程序未经认证,不是安全功能:节点不依赖本程序自行断电。</translation>
    </message>
    <message>
        <source>map, alarms, trend, journal, links</source>
        <translation>地图、报警、趋势、日志、链路</translation>
    </message>
    <message>
        <source>in a replay: back, stay, on; loop from A to B; bookmark and its name</source>
        <translation>回放中：倒放、停、前进；A 到 B 循环；书签及其名称</translation>
    </message>
</context>
<context>
    <name>firedamp::Horn</name>
    <message>
        <source>no player is known</source>
        <translation>没有可用的播放程序</translation>
    </message>
    <message>
        <source>%1 is not installed</source>
        <translation>%1 未安装</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 失败:%2</translation>
    </message>
    <message>
        <source>%1 ended after %2 ms</source>
        <translation>%1 在 %2 毫秒后结束</translation>
    </message>
</context>
<context>
    <name>firedamp::JournalModel</name>
    <message>
        <source>Time (UTC)</source>
        <translation>时间 (UTC)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>位号</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
</context>
<context>
    <name>firedamp::JournalPage</name>
    <message>
        <source>no time: %1 (UTC, for example 06:00:01.5)</source>
        <translation>不是时间：%1（UTC，例如 06:00:01.5）</translation>
    </message>
    <message>
        <source>all kinds</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Tag, Ctrl+F</source>
        <translation>位号，Ctrl+F</translation>
    </message>
    <message>
        <source>Text in the words</source>
        <translation>文字中的内容</translation>
    </message>
    <message>
        <source>From, UTC: 06:00</source>
        <translation>从，UTC：06:00</translation>
    </message>
    <message>
        <source>To, UTC: 07:00</source>
        <translation>到，UTC：07:00</translation>
    </message>
    <message>
        <source>Read anew
N</source>
        <translation>重新读取
N</translation>
    </message>
    <message>
        <source>Everything again
E</source>
        <translation>显示全部
E</translation>
    </message>
    <message>
        <source>Only its story
E</source>
        <translation>只看其经过
E</translation>
    </message>
    <message>
        <source>Replay this
R</source>
        <translation>回放此处
R</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>searched back to %1</source>
        <translation>已查到 %1</translation>
    </message>
    <message>
        <source>these are all</source>
        <translation>已是全部</translation>
    </message>
</context>
<context>
    <name>firedamp::LinkModel</name>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>Time-outs</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>CRC</source>
        <translation>CRC 错</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Last failure</source>
        <translation>最近故障</translation>
    </message>
    <message>
        <source>No report yet</source>
        <translation>尚无报告</translation>
    </message>
    <message>
        <source> (recording)</source>
        <translation>(回放)</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Stray</source>
        <translation>杂散</translation>
    </message>
    <message>
        <source>Redials</source>
        <translation>重连</translation>
    </message>
</context>
<context>
    <name>firedamp::LinksPage</name>
    <message>
        <source>Links</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Site %1 · rules %2 (%3)</source>
        <translation>矿井 %1 · 规则集 %2(%3)</translation>
    </message>
</context>
<context>
    <name>firedamp::LogInDialog</name>
    <message>
        <source>Open the account</source>
        <translation>开设账户</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>First start: the administrator&apos;s account</source>
        <translation>首次启动:管理员账户</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Password again</source>
        <translation>再次输入密码</translation>
    </message>
    <message>
        <source>The two passwords are not the same</source>
        <translation>两次输入的密码不同</translation>
    </message>
</context>
<context>
    <name>firedamp::Navigation</name>
    <message>
        <source>Replay
F6</source>
        <translation>回放
F6</translation>
    </message>
    <message>
        <source>Map
F2</source>
        <translation>系统图
F2</translation>
    </message>
    <message>
        <source>Alarms
F3</source>
        <translation>报警
F3</translation>
    </message>
    <message>
        <source>Trend
F4</source>
        <translation>趋势
F4</translation>
    </message>
    <message>
        <source>Links
F12</source>
        <translation>链路
F12</translation>
    </message>
    <message>
        <source>Help
F1</source>
        <translation>帮助
F1</translation>
    </message>
    <message>
        <source>Journal
F5</source>
        <translation>日志
F5</translation>
    </message>
</context>
<context>
    <name>firedamp::NodeModel</name>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>固件</translation>
    </message>
    <message>
        <source>Uptime</source>
        <translation>运行时间</translation>
    </message>
    <message>
        <source>Last reply</source>
        <translation>最近应答</translation>
    </message>
    <message>
        <source>No report yet</source>
        <translation>尚无报告</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
</context>
<context>
    <name>firedamp::PointPanel</name>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>measured %1 ago</source>
        <translation>%1 前测得</translation>
    </message>
    <message>
        <source>%1 · last value %2 ago</source>
        <translation>%1 · 最近数值在 %2 前</translation>
    </message>
    <message>
        <source>Last 10 min</source>
        <translation>最近 10 分钟</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
</context>
<context>
    <name>firedamp::RelayPanel</name>
    <message>
        <source>Choose a reason</source>
        <translation>请选择原因</translation>
    </message>
    <message>
        <source>Gas is clear, place inspected</source>
        <translation>瓦斯已正常,现场已检查</translation>
    </message>
    <message>
        <source>Maintenance is finished</source>
        <translation>检修已完成</translation>
    </message>
    <message>
        <source>Test of the trip is finished</source>
        <translation>断电试验已完成</translation>
    </message>
    <message>
        <source>Reason of the restore</source>
        <translation>复电原因</translation>
    </message>
    <message>
        <source>Restore power</source>
        <translation>恢复供电</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Commanded: %1</source>
        <translation>命令:%1</translation>
    </message>
    <message>
        <source>FEEDBACK DOES NOT FOLLOW THE COMMAND</source>
        <translation>反馈与命令不一致</translation>
    </message>
    <message>
        <source>Tripped by: %1</source>
        <translation>断电原因:%1</translation>
    </message>
    <message>
        <source>Feedback read at %1</source>
        <translation>反馈读取于 %1</translation>
    </message>
    <message>
        <source>Affects: %1</source>
        <translation>断电范围:%1</translation>
    </message>
    <message>
        <source>Interlock: %1</source>
        <translation>闭锁:%1</translation>
    </message>
    <message>
        <source>TRIP – cut power</source>
        <translation>断电</translation>
    </message>
    <message>
        <source>Arm restore</source>
        <translation>复电准备</translation>
    </message>
    <message>
        <source>Arm restore (choose a reason first)</source>
        <translation>复电准备(请先选择原因)</translation>
    </message>
    <message>
        <source>EXECUTE TRIP</source>
        <translation>执行断电</translation>
    </message>
    <message>
        <source>EXECUTE RESTORE</source>
        <translation>执行复电</translation>
    </message>
</context>
<context>
    <name>firedamp::ReplayBar</name>
    <message>
        <source>no time: %1 (UTC, for example 06:00:01.5)</source>
        <translation>不是时间：%1（UTC，例如 06:00:01.5）</translation>
    </message>
    <message>
        <source>Previous event
PgUp</source>
        <translation>上一事件
PgUp</translation>
    </message>
    <message>
        <source>Next event
PgDn</source>
        <translation>下一事件
PgDn</translation>
    </message>
    <message>
        <source>Time to go to, UTC</source>
        <translation>要前往的时间（UTC）</translation>
    </message>
    <message>
        <source>UTC, G: 06:00:01.5</source>
        <translation>UTC，G 键：06:00:01.5</translation>
    </message>
    <message>
        <source>as fast as possible</source>
        <translation>尽可能快</translation>
    </message>
    <message>
        <source>%1 x</source>
        <translation>%1 倍</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Pause
Space</source>
        <translation>暂停
空格</translation>
    </message>
    <message>
        <source>Play
Space</source>
        <translation>播放
空格</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>正在前往</translation>
    </message>
    <message>
        <source>parts of the recording are damaged and left out</source>
        <translation>记录有部分损坏，已略去</translation>
    </message>
    <message>
        <source>its beginning is not recorded any more: unknown until heard again</source>
        <translation>其开头已不在记录中：重新收到之前为未知</translation>
    </message>
    <message>
        <source>%1 inputs are missing: what follows them may differ</source>
        <translation>缺少 %1 个输入：其后的内容可能不同</translation>
    </message>
    <message>
        <source>backwards</source>
        <translation>倒放</translation>
    </message>
</context>
<context>
    <name>firedamp::ReplayMarks</name>
    <message>
        <source>Bookmark
B</source>
        <translation>书签
B</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>no bookmarks</source>
        <translation>无书签</translation>
    </message>
    <message>
        <source>Name of the bookmark here</source>
        <translation>此处书签的名称</translation>
    </message>
    <message>
        <source>N: name</source>
        <translation>N：名称</translation>
    </message>
    <message>
        <source>Loop begins here</source>
        <translation>循环从此处开始</translation>
    </message>
    <message>
        <source>Loop ends here</source>
        <translation>循环到此处结束</translation>
    </message>
    <message>
        <source>Cut out A to B
Ctrl+E</source>
        <translation>截取 A 到 B
Ctrl+E</translation>
    </message>
    <message>
        <source>%1 bookmarks</source>
        <translation>%1 个书签</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>bookmarks are not kept: %1</source>
        <translation>书签未保存：%1</translation>
    </message>
    <message>
        <source>cutting out</source>
        <translation>正在截取</translation>
    </message>
    <message>
        <source>An incident package of A to B</source>
        <translation>A 到 B 的事故包</translation>
    </message>
    <message>
        <source>Incident packages (*.msl)</source>
        <translation>事故包 (*.msl)</translation>
    </message>
    <message>
        <source>not cut out: %1</source>
        <translation>未截取：%1</translation>
    </message>
    <message>
        <source>cut out: %1</source>
        <translation>已截取：%1</translation>
    </message>
</context>
<context>
    <name>firedamp::ReplayPage</name>
    <message>
        <source>A recording</source>
        <translation>一份记录</translation>
    </message>
    <message>
        <source>Recordings (inputs.db *.msl)</source>
        <translation>记录 (inputs.db *.msl)</translation>
    </message>
    <message>
        <source>Cannot be opened: %1</source>
        <translation>无法打开：%1</translation>
    </message>
    <message>
        <source>REPLAY – not live</source>
        <translation>回放 – 非实时</translation>
    </message>
    <message>
        <source>live mine: no alarms</source>
        <translation>实时矿井：无报警</translation>
    </message>
    <message>
        <source>LIVE alarms: %1</source>
        <translation>实时报警：%1</translation>
    </message>
    <message>
        <source>This mine</source>
        <translation>本矿井</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>打开...</translation>
    </message>
    <message>
        <source>Back to live
Esc</source>
        <translation>返回实时
Esc</translation>
    </message>
    <message>
        <source>Run of the engine</source>
        <translation>引擎的一次运行</translation>
    </message>
    <message>
        <source>What if
W</source>
        <translation>假设
W</translation>
    </message>
</context>
<context>
    <name>firedamp::ReplayTimeline</name>
    <message>
        <source>Time of the recording: %1</source>
        <translation>记录的时间：%1</translation>
    </message>
</context>
<context>
    <name>firedamp::SeatBar</name>
    <message>
        <source>Training: acts without a log-in</source>
        <translation>培训:无需登录即可操作</translation>
    </message>
    <message>
        <source>LOCKED by %1: power can be switched off only</source>
        <translation>已由 %1 锁定:只能断电</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1,%2</translation>
    </message>
    <message>
        <source>Nobody is logged in: power can be switched off only</source>
        <translation>无人登录:只能断电</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>已拒绝:%1</translation>
    </message>
</context>
<context>
    <name>firedamp::TrendPage</name>
    <message>
        <source>REPLAY</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 分钟</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>8 h</source>
        <translation>8 小时</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>NO LIVE DATA</source>
        <translation>无实时数据</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>实时</translation>
    </message>
</context>
<context>
    <name>firedamp::TrendView</name>
    <message>
        <source>Choose a point</source>
        <translation>请选择测点</translation>
    </message>
</context>
<context>
    <name>firedamp::WhatIfModel</name>
    <message>
        <source>judging anew: %1 %</source>
        <translation>正在重新判断：%1 %</translation>
    </message>
    <message>
        <source>cannot be judged: %1</source>
        <translation>无法判断：%1</translation>
    </message>
    <message>
        <source>choose a rules.toml or another file of the site</source>
        <translation>请选择 rules.toml 或矿井配置的其他文件</translation>
    </message>
    <message>
        <source>%1 alarms come at the same instant; trips are those by rule, the first since the relay last had power. Not judged: what the mine would have done after a trip that it never received.</source>
        <translation>%1 条报警时刻相同；断电指按规则、继电器上次有电以来的第一次。未判断：矿井在从未收到的断电之后会怎样。</translation>
    </message>
    <message>
        <source>%1 inputs are missing in the recording.</source>
        <translation>记录中缺少 %1 个输入。</translation>
    </message>
    <message>
        <source>gained</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>不再出现</translation>
    </message>
    <message>
        <source>same time</source>
        <translation>时刻相同</translation>
    </message>
    <message>
        <source>%1 s earlier</source>
        <translation>提前 %1 秒</translation>
    </message>
    <message>
        <source>%1 s later</source>
        <translation>推迟 %1 秒</translation>
    </message>
    <message>
        <source>Trip</source>
        <translation>断电</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>报警</translation>
    </message>
    <message>
        <source>Times it came</source>
        <translation>出现次数</translation>
    </message>
    <message>
        <source>Operator load</source>
        <translation>值班员负荷</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>位号</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>As recorded (UTC)</source>
        <translation>记录 (UTC)</translation>
    </message>
    <message>
        <source>Otherwise (UTC)</source>
        <translation>假设 (UTC)</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差别</translation>
    </message>
</context>
<context>
    <name>firedamp::WhatIfPanel</name>
    <message>
        <source>Rules or limits to judge by</source>
        <translation>用于判断的规则或限值</translation>
    </message>
    <message>
        <source>Files of a site (*.toml)</source>
        <translation>矿井配置文件 (*.toml)</translation>
    </message>
    <message>
        <source>What if?</source>
        <translation>假设？</translation>
    </message>
    <message>
        <source>What if: %1</source>
        <translation>假设：%1</translation>
    </message>
    <message>
        <source>Choose rules...</source>
        <translation>选择规则...</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Close
W</source>
        <translation>关闭
W</translation>
    </message>
    <message>
        <source>What would have been otherwise</source>
        <translation>会有什么不同</translation>
    </message>
</context>
<context>
    <name>firedamp::Window</name>
    <message>
        <source>Firedamp – %1</source>
        <translation>Firedamp – %1</translation>
    </message>
    <message>
        <source>No Chinese font is installed: English only (package fonts-wqy-microhei)</source>
        <translation>未安装中文字体:仅英文(软件包 fonts-wqy-microhei)</translation>
    </message>
</context>
</TS>
