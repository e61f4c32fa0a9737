<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>phrase</name>
    <message>
        <source>a flood of alarms begins: %1 within %2 min</source>
        <translation>报警泛滥开始：%2 分钟内 %1 条报警</translation>
    </message>
    <message>
        <source>the flood of alarms is over: %1 within %2 min</source>
        <translation>报警泛滥结束：%2 分钟内 %1 条报警</translation>
    </message>
    <message>
        <source>for this the engine starts anew:</source>
        <translation>为此引擎将重新启动：</translation>
    </message>
    <message>
        <source>version %1 -&gt; %2, for which the engine starts anew</source>
        <translation>版本 %1 -&gt; %2，引擎为此重新启动</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>%1级</translation>
    </message>
    <message>
        <source>the start of its fans is not locked</source>
        <translation>其风机启动未闭锁</translation>
    </message>
    <message>
        <source>%1 alarms, %2 per hour (target 6, at most 12)</source>
        <translation>%1 次报警,每小时 %2 次(目标 6,最多 12)</translation>
    </message>
    <message>
        <source>most in ten minutes: %1; %2 % of these intervals had more than ten</source>
        <translation>十分钟内最多 %1 次;%2 % 的时段超过十次</translation>
    </message>
    <message>
        <source>floods: %1, %2 % of the time</source>
        <translation>报警泛滥 %1 次,占时间 %2 %</translation>
    </message>
    <message>
        <source>the ten most frequent conditions made %1 % of them</source>
        <translation>最频繁的十个条件占 %1 %</translation>
    </message>
    <message>
        <source>%1 conditions chattered, %2 were fleeting, %3 stale, %4 shelvings</source>
        <translation>%1 个抖动,%2 个瞬时,%3 个陈旧,%4 次搁置</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>LESS SAFE</source>
        <translation>降低安全性</translation>
    </message>
    <message>
        <source>away</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>what it holds is not known</source>
        <translation>其配置未知</translation>
    </message>
    <message>
        <source>to be written</source>
        <translation>待写入</translation>
    </message>
    <message>
        <source>differs from the running site</source>
        <translation>与运行配置不同</translation>
    </message>
    <message>
        <source>a second person must approve this</source>
        <translation>须由第二人批准</translation>
    </message>
    <message>
        <source>takes effect at next start:</source>
        <translation>下次启动时生效:</translation>
    </message>
    <message>
        <source>%1 %2 is new</source>
        <translation>%1 %2 是新增的</translation>
    </message>
    <message>
        <source>%1 %2 is gone</source>
        <translation>%1 %2 已删除</translation>
    </message>
    <message>
        <source>%1 %2 stands elsewhere, or is of another device</source>
        <translation>%1 %2 的位置或所属设备已改变</translation>
    </message>
    <message>
        <source>the site has another tag or mode</source>
        <translation>站点的标识或模式已改变</translation>
    </message>
    <message>
        <source>it waits for a second person</source>
        <translation>等待第二人批准</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>%1 无法读取</translation>
    </message>
    <message>
        <source>%1: no such directory of site files</source>
        <translation>%1:没有该配置目录</translation>
    </message>
    <message>
        <source>cut off by a new configuration: look at the feedback</source>
        <translation>因新配置生效而中断:请看反馈</translation>
    </message>
    <message>
        <source>version %1 -&gt; %2</source>
        <translation>版本 %1 -&gt; %2</translation>
    </message>
    <message>
        <source>version %1 -&gt; %2, from the next start on</source>
        <translation>版本 %1 -&gt; %2,下次启动起生效</translation>
    </message>
    <message>
        <source>%1 is no site: %2 mistakes</source>
        <translation>%1 不是有效的矿井配置:%2 处错误</translation>
    </message>
    <message>
        <source>another configuration is being applied</source>
        <translation>正在应用另一份配置</translation>
    </message>
    <message>
        <source>%1 is no site</source>
        <translation>%1 不是有效的矿井配置</translation>
    </message>
    <message>
        <source>the staged site is the running one: there is nothing to apply</source>
        <translation>暂存配置与运行配置相同:无需应用</translation>
    </message>
    <message>
        <source>configuration %1 -&gt; %2 with %3 changes</source>
        <translation>配置 %1 -&gt; %2,共 %3 处更改</translation>
    </message>
    <message>
        <source>the running site is another one by now: compare again</source>
        <translation>运行配置已变化:请重新比较</translation>
    </message>
    <message>
        <source>the staged site was changed after it was proposed</source>
        <translation>暂存配置在提出后被改动</translation>
    </message>
    <message>
        <source>a table is points or alarms</source>
        <translation>表格为 points 或 alarms</translation>
    </message>
    <message>
        <source>that is the running site: import into a staged copy</source>
        <translation>这是运行配置:请导入暂存副本</translation>
    </message>
    <message>
        <source>nothing was imported: %1 mistakes</source>
        <translation>未导入任何内容:%1 处错误</translation>
    </message>
    <message>
        <source>the engine refused it</source>
        <translation>引擎已拒绝</translation>
    </message>
    <message>
        <source>it was sent; nothing was heard of it: see the journal</source>
        <translation>已发送,未收到结果:请查看日志</translation>
    </message>
    <message>
        <source>bypass of %1 in the interlock %2 for %3 min</source>
        <translation>旁路联锁 %2 中的 %1,%3 分钟</translation>
    </message>
    <message>
        <source>"%1" is no lock input of a relay node</source>
        <translation>“%1”不是继电器节点的闭锁输入</translation>
    </message>
    <message>
        <source>%1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>file cannot be written</source>
        <translation>文件无法写入</translation>
    </message>
    <message>
        <source>the table is empty</source>
        <translation>表格为空</translation>
    </message>
    <message>
        <source>found %1 columns, expected %2</source>
        <translation>有 %1 列,应为 %2 列</translation>
    </message>
    <message>
        <source>found the column "%1", expected "%2"</source>
        <translation>列为“%1”,应为“%2”</translation>
    </message>
    <message>
        <source>"%1" is no value of the column %2</source>
        <translation>“%1”不是列 %2 的有效值</translation>
    </message>
    <message>
        <source>the first column names the row: it is empty</source>
        <translation>首列为行名,不能为空</translation>
    </message>
    <message>
        <source>the row "%1" is there twice</source>
        <translation>行“%1”出现两次</translation>
    </message>
    <message>
        <source>its points are written in another style</source>
        <translation>其中的测点采用了另一种写法</translation>
    </message>
    <message>
        <source>a quoted field does not end</source>
        <translation>带引号的字段没有结束</translation>
    </message>
    <message>
        <source>time without a host before it trips</source>
        <translation>无主机时断电前的时间</translation>
    </message>
    <message>
        <source>relays that trip without a host</source>
        <translation>无主机时断电的继电器</translation>
    </message>
    <message>
        <source>warm-up time</source>
        <translation>预热时间</translation>
    </message>
    <message>
        <source>warning limit</source>
        <translation>预警值</translation>
    </message>
    <message>
        <source>alarm limit</source>
        <translation>报警值</translation>
    </message>
    <message>
        <source>cut-off limit</source>
        <translation>断电值</translation>
    </message>
    <message>
        <source>limit below which power may return</source>
        <translation>复电值</translation>
    </message>
    <message>
        <source>hysteresis of warning and alarm</source>
        <translation>预警与报警回差</translation>
    </message>
    <message>
        <source>delay before a limit counts</source>
        <translation>限值生效延时</translation>
    </message>
    <message>
        <source>delay before a limit is released</source>
        <translation>限值解除延时</translation>
    </message>
    <message>
        <source>zero of the sensor</source>
        <translation>传感器零点</translation>
    </message>
    <message>
        <source>span of the sensor</source>
        <translation>传感器量程系数</translation>
    </message>
    <message>
        <source>end of the range</source>
        <translation>量程上限</translation>
    </message>
    <message>
        <source>drift limit below zero</source>
        <translation>零下漂移限值</translation>
    </message>
    <message>
        <source>time for contacts to follow</source>
        <translation>触点跟随时间</translation>
    </message>
    <message>
        <source>compensation of flow</source>
        <translation>流量补偿方式</translation>
    </message>
    <message>
        <source>pulses of the meter</source>
        <translation>流量计脉冲系数</translation>
    </message>
    <message>
        <source>reference temperature</source>
        <translation>参考温度</translation>
    </message>
    <message>
        <source>reference pressure</source>
        <translation>参考压力</translation>
    </message>
    <message>
        <source>slowest pulses that count</source>
        <translation>最低有效脉冲频率</translation>
    </message>
    <message>
        <source>low flow limit</source>
        <translation>流量下限</translation>
    </message>
    <message>
        <source>high flow limit</source>
        <translation>流量上限</translation>
    </message>
    <message>
        <source>hysteresis of the flow limits</source>
        <translation>流量限值回差</translation>
    </message>
    <message>
        <source>methane in the pipe</source>
        <translation>管道甲烷浓度</translation>
    </message>
    <message>
        <source>relays of local fans</source>
        <translation>局部通风机继电器</translation>
    </message>
    <message>
        <source>least time off</source>
        <translation>最短断电时间</translation>
    </message>
    <message>
        <source>relays are the two directions of one motor</source>
        <translation>两个继电器为同一电机的正反转</translation>
    </message>
    <message>
        <source>dead time between the directions</source>
        <translation>正反转间隔时间</translation>
    </message>
    <message>
        <source>lock inputs that are wired</source>
        <translation>已接线的闭锁输入</translation>
    </message>
    <message>
        <source>time the fan must be well</source>
        <translation>风机须正常的时间</translation>
    </message>
    <message>
        <source>lock after power-up</source>
        <translation>上电闭锁时间</translation>
    </message>
    <message>
        <source>%1: %2, wanted %3</source>
        <translation>%1:%2,应为 %3</translation>
    </message>
    <message>
        <source>%1 writing of its configuration</source>
        <translation>%1 写入配置</translation>
    </message>
    <message>
        <source>fault of %1: not knowing counts as gas</source>
        <translation>%1 故障:未知按超限处理</translation>
    </message>
    <message>
        <source>test of the interlock %1</source>
        <translation>联锁 %1 试验</translation>
    </message>
    <message>
        <source>%1 is still fed after its trip</source>
        <translation>%1 断电后仍有电</translation>
    </message>
    <message>
        <source>gas at the limit of %1</source>
        <translation>%1 瓦斯达到断电值</translation>
    </message>
    <message>
        <source>proposed change %1, which waits for a second person</source>
        <translation>提出更改 %1,等待第二人批准</translation>
    </message>
    <message>
        <source>approved change %1</source>
        <translation>批准更改 %1</translation>
    </message>
    <message>
        <source>withdrew change %1</source>
        <translation>撤回更改 %1</translation>
    </message>
    <message>
        <source>change %1 expired: no second person approved it</source>
        <translation>更改 %1 已失效:无第二人批准</translation>
    </message>
    <message>
        <source>applied a configuration</source>
        <translation>应用了配置</translation>
    </message>
    <message>
        <source>away: nothing was sent</source>
        <translation>离线:未发送</translation>
    </message>
    <message>
        <source>the configuration could not be read back</source>
        <translation>无法回读配置</translation>
    </message>
    <message>
        <source>%1 is away: nothing is sent to it</source>
        <translation>%1 离线:不发送</translation>
    </message>
    <message>
        <source>%1 takes no configuration from here: it must be provisioned</source>
        <translation>%1 不接受远程配置:须现场烧录</translation>
    </message>
    <message>
        <source>%1 has not shown its configuration yet</source>
        <translation>%1 尚未给出其配置</translation>
    </message>
    <message>
        <source>%1 holds already what the site wants</source>
        <translation>%1 的配置已符合要求</translation>
    </message>
    <message>
        <source>away: nothing was carried out</source>
        <translation>离线:未执行</translation>
    </message>
    <message>
        <source>no change with the number %1 waits for a second person</source>
        <translation>没有编号为 %1 的更改在等待第二人</translation>
    </message>
    <message>
        <source>too many changes wait for a second person</source>
        <translation>等待第二人的更改过多</translation>
    </message>
    <message>
        <source>change %1 is your own: a second person must approve it</source>
        <translation>更改 %1 由您提出:须由第二人批准</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1(%2)</translation>
    </message>
    <message>
        <source>a bypass needs a second person: propose it</source>
        <translation>旁路须由第二人批准:请提出申请</translation>
    </message>
    <message>
        <source>no %1 has the tag "%2"</source>
        <translation>没有标签为“%2”的 %1</translation>
    </message>
    <message>
        <source>no bypass stands in the interlock %1</source>
        <translation>联锁 %1 没有旁路</translation>
    </message>
    <message>
        <source>the staged directory cannot be copied: %1</source>
        <translation>暂存目录无法复制:%1</translation>
    </message>
    <message>
        <source>this is no CSV</source>
        <translation>这不是 CSV</translation>
    </message>
    <message>
        <source>no lock holds</source>
        <translation>没有闭锁</translation>
    </message>
    <message>
        <source>nothing is recorded under the number %1</source>
        <translation>没有编号为 %1 的记录</translation>
    </message>
    <message>
        <source>configuration %1</source>
        <translation>配置 %1</translation>
    </message>
    <message>
        <source>reading %1, limit %2 from %3 (%4)</source>
        <translation>读数 %1,限值 %2,来自 %3(%4)</translation>
    </message>
    <message>
        <source>delays: on %1 ms, off %2 ms</source>
        <translation>延时:报警 %1 ms,解除 %2 ms</translation>
    </message>
    <message>
        <source>a mode is normal, calibration or test</source>
        <translation>方式为 normal(正常)、calibration(标校)或 test(试验)</translation>
    </message>
    <message>
        <source>only a person who is named may do this</source>
        <translation>只有登记姓名的人员可以这样做</translation>
    </message>
    <message>
        <source>%1 is a node of level L0 and knows no such command</source>
        <translation>%1 是 L0 级节点,没有此命令</translation>
    </message>
    <message>
        <source>the node did not answer: it may have been carried out</source>
        <translation>节点未应答:命令可能已执行</translation>
    </message>
    <message>
        <source>the node is away: nothing was carried out</source>
        <translation>节点失联:未执行任何操作</translation>
    </message>
    <message>
        <source>no node has the tag "%1"</source>
        <translation>没有标签为"%1"的节点</translation>
    </message>
    <message>
        <source>The engine cannot be reached from here</source>
        <translation>无法从本机访问引擎</translation>
    </message>
    <message>
        <source>%1 is a production site: nobody acts there without a log-in</source>
        <translation>%1 是生产矿井:未登录者不得操作</translation>
    </message>
    <message>
        <source>the engine's answer is no JSON</source>
        <translation>引擎的应答不是 JSON</translation>
    </message>
    <message>
        <source>the session cannot be kept beside the socket</source>
        <translation>无法在套接字旁保存会话</translation>
    </message>
    <message>
        <source>a request was dropped: too many at once</source>
        <translation>请求被丢弃:同时请求过多</translation>
    </message>
    <message>
        <source>the machine has no random numbers</source>
        <translation>本机无法产生随机数</translation>
    </message>
    <message>
        <source>%1: wrong number of arguments; try --help</source>
        <translation>%1:参数个数不对;请看 --help</translation>
    </message>
    <message>
        <source>"%1" is no number</source>
        <translation>"%1" 不是数字</translation>
    </message>
    <message>
        <source>unknown argument %1</source>
        <translation>未知参数 %1</translation>
    </message>
    <message>
        <source>%1 needs a value</source>
        <translation>%1 需要一个值</translation>
    </message>
    <message>
        <source>--lang: en or zh</source>
        <translation>--lang:en 或 zh</translation>
    </message>
    <message>
        <source>unknown request "%1"; try --help</source>
        <translation>未知请求"%1";请看 --help</translation>
    </message>
    <message>
        <source>--data DIR or --socket FILE is needed</source>
        <translation>需要 --data 目录 或 --socket 文件</translation>
    </message>
    <message>
        <source>NOT USABLE</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>confirm it before %1</source>
        <translation>请在 %1 之前确认</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>power is on</source>
        <translation>有电</translation>
    </message>
    <message>
        <source>power is off</source>
        <translation>无电</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>up</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>down</source>
        <translation>已断开</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>on</source>
        <translation>有电</translation>
    </message>
    <message>
        <source>off</source>
        <translation>已断电</translation>
    </message>
    <message>
        <source>still on</source>
        <translation>仍然有电</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>recorder</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>horn</source>
        <translation>声响</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Old password</source>
        <translation>原密码</translation>
    </message>
    <message>
        <source>the path %1 is too long for a socket</source>
        <translation>路径 %1 对套接字来说太长</translation>
    </message>
    <message>
        <source>no engine answers at %1: %2</source>
        <translation>%1 处没有引擎应答:%2</translation>
    </message>
    <message>
        <source>the engine hung up</source>
        <translation>引擎断开了连接</translation>
    </message>
    <message>
        <source>the engine did not answer in time</source>
        <translation>引擎未及时应答</translation>
    </message>
    <message>
        <source>this line is too long</source>
        <translation>此行过长</translation>
    </message>
    <message>
        <source>the session has ended: log in again</source>
        <translation>会话已结束:请重新登录</translation>
    </message>
    <message>
        <source>no alarm stands with the number %1</source>
        <translation>没有编号为 %1 的报警</translation>
    </message>
    <message>
        <source>no area has the tag "%1"</source>
        <translation>没有标签为"%1"的区域</translation>
    </message>
    <message>
        <source>the field "%1" is missing</source>
        <translation>缺少字段"%1"</translation>
    </message>
    <message>
        <source>power is given back to one relay at a time</source>
        <translation>一次只能给一个继电器复电</translation>
    </message>
    <message>
        <source>no command %1 is under way</source>
        <translation>没有正在执行的命令 %1</translation>
    </message>
    <message>
        <source>too many wait for commands: it was sent, see commands</source>
        <translation>等待命令结果者过多:已发送,请查看 commands</translation>
    </message>
    <message>
        <source>not every command was carried out and proven</source>
        <translation>并非每条命令都已执行并得到证实</translation>
    </message>
    <message>
        <source>there are too many sessions</source>
        <translation>会话过多</translation>
    </message>
    <message>
        <source>there is no such role</source>
        <translation>没有这种角色</translation>
    </message>
    <message>
        <source>this line is no JSON object</source>
        <translation>此行不是 JSON 对象</translation>
    </message>
    <message>
        <source>the field "%1" must be a text</source>
        <translation>字段"%1"必须是文本</translation>
    </message>
    <message>
        <source>the field "%1" must be a whole number from %2 to %3</source>
        <translation>字段"%1"必须是 %2 至 %3 的整数</translation>
    </message>
    <message>
        <source>the field "%1" must be a list of texts</source>
        <translation>字段"%1"必须是文本列表</translation>
    </message>
    <message>
        <source>nobody knows the field "%1" here</source>
        <translation>此处没有字段"%1"</translation>
    </message>
    <message>
        <source>see values and records</source>
        <translation>查看数值和记录</translation>
    </message>
    <message>
        <source>switch power off</source>
        <translation>断电</translation>
    </message>
    <message>
        <source>silence the horn</source>
        <translation>消音</translation>
    </message>
    <message>
        <source>acknowledge alarms</source>
        <translation>确认报警</translation>
    </message>
    <message>
        <source>shelve alarms</source>
        <translation>搁置报警</translation>
    </message>
    <message>
        <source>take out of service</source>
        <translation>停用检修</translation>
    </message>
    <message>
        <source>give power back</source>
        <translation>复电</translation>
    </message>
    <message>
        <source>calibrate nodes</source>
        <translation>标校节点</translation>
    </message>
    <message>
        <source>open locks</source>
        <translation>解除闭锁</translation>
    </message>
    <message>
        <source>change the configuration</source>
        <translation>更改配置</translation>
    </message>
    <message>
        <source>approve changes of others</source>
        <translation>批准他人的更改</translation>
    </message>
    <message>
        <source>keep the accounts</source>
        <translation>管理账户</translation>
    </message>
    <message>
        <source>the station is locked: it can only make safe</source>
        <translation>工作站已锁定:只能断电</translation>
    </message>
    <message>
        <source>nobody is logged in: it can only make safe</source>
        <translation>无人登录:只能断电</translation>
    </message>
    <message>
        <source>the role %1 has no right to: %2</source>
        <translation>角色 %1 无权:%2</translation>
    </message>
    <message>
        <source>too many wrong passwords: wait %1</source>
        <translation>密码错误次数过多:请等待 %1</translation>
    </message>
    <message>
        <source>name or password is wrong</source>
        <translation>用户名或密码错误</translation>
    </message>
    <message>
        <source>a name has 1 to 32 letters, digits, dots or dashes</source>
        <translation>用户名为 1 至 32 个字母、数字、点或短横</translation>
    </message>
    <message>
        <source>a password has at least %1 characters and at most %2 bytes</source>
        <translation>密码至少 %1 个字符,最多 %2 字节</translation>
    </message>
    <message>
        <source>no account has the name %1</source>
        <translation>没有名为 %1 的账户</translation>
    </message>
    <message>
        <source>the name %1 is taken</source>
        <translation>用户名 %1 已被使用</translation>
    </message>
    <message>
        <source>there are too many accounts</source>
        <translation>账户过多</translation>
    </message>
    <message>
        <source>an account needs a role</source>
        <translation>账户必须有角色</translation>
    </message>
    <message>
        <source>accounts are set up already: an administrator opens more</source>
        <translation>账户已建立:由管理员开设其他账户</translation>
    </message>
    <message>
        <source>%1 is the last administrator</source>
        <translation>%1 是最后一名管理员</translation>
    </message>
    <message>
        <source>%1 -&gt; %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>overtaken by a trip</source>
        <translation>被断电命令取代</translation>
    </message>
    <message>
        <source>%1 hangs on a recording: nothing can be commanded</source>
        <translation>%1 接在回放记录上:无法下达命令</translation>
    </message>
    <message>
        <source>its cause ended before it was proven</source>
        <translation>尚未证实,其原因已结束</translation>
    </message>
    <message>
        <source>only a person who is named may restore</source>
        <translation>只有登记姓名的人员可以复电</translation>
    </message>
    <message>
        <source>a reason must be given</source>
        <translation>必须说明原因</translation>
    </message>
    <message>
        <source>another command for %1 is under way</source>
        <translation>%1 的另一命令正在执行</translation>
    </message>
    <message>
        <source>whoever selected must confirm</source>
        <translation>必须由选择者本人确认</translation>
    </message>
    <message>
        <source>the node is away: nothing was sent</source>
        <translation>节点失联:未发送任何命令</translation>
    </message>
    <message>
        <source>the node did not answer</source>
        <translation>节点未应答</translation>
    </message>
    <message>
        <source>%1 has no usable value</source>
        <translation>%1 没有可用的数值</translation>
    </message>
    <message>
        <source>%1 is %2 old, must be younger than %3</source>
        <translation>%1 的数据已过 %2,必须在 %3 以内</translation>
    </message>
    <message>
        <source>%1 is %2, must be below %3</source>
        <translation>%1 为 %2,必须低于 %3</translation>
    </message>
    <message>
        <source>%1 is %2, must be above %3</source>
        <translation>%1 为 %2,必须高于 %3</translation>
    </message>
    <message>
        <source>%1 does not answer as it should: nothing is sent to it</source>
        <translation>%1 应答不正常:不向其发送命令</translation>
    </message>
    <message>
        <source>state of %1 is not known</source>
        <translation>%1 的状态未知</translation>
    </message>
    <message>
        <source>%1 is on already</source>
        <translation>%1 已经有电</translation>
    </message>
    <message>
        <source>%1 demands the trip of %2 and has not returned below reset</source>
        <translation>%1 要求 %2 断电,且尚未降到复电值以下</translation>
    </message>
    <message>
        <source>%1 at warning limit: %2 (limit %3)</source>
        <translation>%1 达到预警值:%2(限值 %3)</translation>
    </message>
    <message>
        <source>%1 over alarm limit: %2 (limit %3)</source>
        <translation>%1 超过报警值:%2(限值 %3)</translation>
    </message>
    <message>
        <source>%1 over trip limit: %2 (limit %3)</source>
        <translation>%1 超过断电值:%2(限值 %3)</translation>
    </message>
    <message>
        <source>%1 too low: %2 (limit %3)</source>
        <translation>%1 过低:%2(限值 %3)</translation>
    </message>
    <message>
        <source>%1 sensor fault: its value is no measurement</source>
        <translation>%1 传感器故障:其数值不是测量值</translation>
    </message>
    <message>
        <source>%1 no data</source>
        <translation>%1 无数据</translation>
    </message>
    <message>
        <source>%1 is not the device the site names</source>
        <translation>%1 不是配置中的设备</translation>
    </message>
    <message>
        <source>%1 feed abnormal: tripped, but its feedback says power is on</source>
        <translation>%1 馈电异常:已断电,但反馈显示仍有电</translation>
    </message>
    <message>
        <source>%1 switched on, but its feedback says there is no power</source>
        <translation>%1 已接通,但反馈显示无电</translation>
    </message>
    <message>
        <source>%1 command not confirmed</source>
        <translation>%1 命令未证实</translation>
    </message>
    <message>
        <source>%1 lost %2 events before they could be read</source>
        <translation>%1 有 %2 条事件未读即丢失</translation>
    </message>
    <message>
        <source>%1 link down</source>
        <translation>%1 链路中断</translation>
    </message>
    <message>
        <source>%1 two devices answer under its address</source>
        <translation>%1 有两台设备以同一地址应答</translation>
    </message>
    <message>
        <source>%1 another device in its place: serial number %2</source>
        <translation>%1 设备已被更换：序列号 %2</translation>
    </message>
    <message>
        <source>%1 another master asks its nodes</source>
        <translation>%1 另有主站在轮询其节点</translation>
    </message>
    <message>
        <source>%1 configuration differs from the site&apos;s in %2 registers</source>
        <translation>%1 配置与矿井设定有 %2 个寄存器不一致</translation>
    </message>
    <message>
        <source>%1 values come too far apart</source>
        <translation>%1 巡检周期过长</translation>
    </message>
    <message>
        <source>Find who else is on this line: they can command and acknowledge</source>
        <translation>查明线路上还有谁：其可下发命令并确认事件</translation>
    </message>
    <message>
        <source>The node may trip at other limits than shown: have them written anew</source>
        <translation>节点可能按与显示不同的限值断电：请重新写入</translation>
    </message>
    <message>
        <source>Look for disturbed replies or too many nodes on this link</source>
        <translation>检查应答受扰或该链路节点过多</translation>
    </message>
    <message>
        <source>its configuration is being read</source>
        <translation>正在读取配置</translation>
    </message>
    <message>
        <source>point &quot;%1&quot; shows something else than %2</source>
        <translation>测点“%1”显示的不是 %2</translation>
    </message>
    <message>
        <source>%1 recording has stopped</source>
        <translation>%1 记录已停止</translation>
    </message>
    <message>
        <source>%1 alarm</source>
        <translation>%1 报警</translation>
    </message>
    <message>
        <source>Check that the area is without power; withdraw people; tell dispatch</source>
        <translation>核实断电范围确已断电;撤出人员;报告调度</translation>
    </message>
    <message>
        <source>POWER MAY STILL BE ON: trip upstream; withdraw people; tell dispatch</source>
        <translation>可能仍有电:从上级断电;撤出人员;报告调度</translation>
    </message>
    <message>
        <source>Find out who isolated the supply; do not restore until it is known</source>
        <translation>查明何人切断电源;查明前不得复电</translation>
    </message>
    <message>
        <source>Tell dispatch; stop cutting; check ventilation</source>
        <translation>报告调度;停止割煤;检查通风</translation>
    </message>
    <message>
        <source>Check fan and doors; watch methane; tell dispatch</source>
        <translation>检查风机和风门;注意瓦斯;报告调度</translation>
    </message>
    <message>
        <source>Treat the place as unknown; send someone with a hand instrument</source>
        <translation>该处情况视为未知;派人携便携仪前往检查</translation>
    </message>
    <message>
        <source>Do not trust this reading; call maintenance</source>
        <translation>不要相信该读数;通知维修</translation>
    </message>
    <message>
        <source>Look at the feedback; the command may or may not have been carried out</source>
        <translation>查看反馈;命令可能已执行,也可能未执行</translation>
    </message>
    <message>
        <source>History of this node has a gap; note it in the shift book</source>
        <translation>该节点的历史记录有缺口;请记入值班记录</translation>
    </message>
    <message>
        <source>Nothing is being stored: check disk space and permissions</source>
        <translation>数据未被保存:检查磁盘空间和权限</translation>
    </message>
    <message>
        <source>node accepted</source>
        <translation>节点已接受</translation>
    </message>
    <message>
        <source>select expired in the node</source>
        <translation>节点中的选择已过期</translation>
    </message>
    <message>
        <source>node has no select for this</source>
        <translation>节点没有对应的选择</translation>
    </message>
    <message>
        <source>node did not understand the request</source>
        <translation>节点不理解该请求</translation>
    </message>
    <message>
        <source>node&#x27;s interlock forbids it</source>
        <translation>节点闭锁禁止该操作</translation>
    </message>
    <message>
        <source>switch at the node stands on local</source>
        <translation>节点开关处于就地位置</translation>
    </message>
    <message>
        <source>already so</source>
        <translation>已处于该状态</translation>
    </message>
    <message>
        <source>node is busy with another select</source>
        <translation>节点正忙于另一选择</translation>
    </message>
    <message>
        <source>out of range</source>
        <translation>超出范围</translation>
    </message>
    <message>
        <source>hardware error in the node</source>
        <translation>节点硬件错误</translation>
    </message>
    <message>
        <source>node does not support it</source>
        <translation>节点不支持</translation>
    </message>
    <message>
        <source>node is in another mode</source>
        <translation>节点处于其他模式</translation>
    </message>
    <message>
        <source>node&#x27;s interlock input demands off, or its own gas is not below reset</source>
        <translation>节点闭锁输入要求断电,或其瓦斯未低于复电值</translation>
    </message>
    <message>
        <source>minimum off time has not passed</source>
        <translation>最短断电时间未到</translation>
    </message>
    <message>
        <source>the opposite relay is on</source>
        <translation>互斥继电器处于接通</translation>
    </message>
    <message>
        <source>feedback contact does not agree with the coil</source>
        <translation>反馈触点与线圈不一致</translation>
    </message>
    <message>
        <source>node tripped because it had lost its supervisor</source>
        <translation>节点因失去上位机监督而断电</translation>
    </message>
    <message>
        <source>node reports a fault</source>
        <translation>节点报告故障</translation>
    </message>
    <message>
        <source>node is being calibrated</source>
        <translation>节点正在标校</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>start of the node</source>
        <translation>节点启动</translation>
    </message>
    <message>
        <source>gas</source>
        <translation>瓦斯</translation>
    </message>
    <message>
        <source>remote command</source>
        <translation>远程命令</translation>
    </message>
    <message>
        <source>supervisor lost</source>
        <translation>失去监督</translation>
    </message>
    <message>
        <source>fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>local hand</source>
        <translation>就地手动</translation>
    </message>
    <message>
        <source>%1 started, reset cause %3</source>
        <translation>%1 启动,复位原因 %3</translation>
    </message>
    <message>
        <source>%1 runs on default settings</source>
        <translation>%1 以默认设置运行</translation>
    </message>
    <message>
        <source>%1 mode changed to %3</source>
        <translation>%1 模式改为 %3</translation>
    </message>
    <message>
        <source>%1 event buffer overflowed</source>
        <translation>%1 事件缓冲溢出</translation>
    </message>
    <message>
        <source>%1 relays commanded on: %3</source>
        <translation>%1 继电器已命令接通:%3</translation>
    </message>
    <message>
        <source>%1 contacts with power: %3</source>
        <translation>%1 触点有电:%3</translation>
    </message>
    <message>
        <source>%1 contacts do not follow: %3</source>
        <translation>%1 触点未跟随:%3</translation>
    </message>
    <message>
        <source>%1 relay %2: closing by hand refused</source>
        <translation>%1 继电器 %2:就地合闸被拒绝</translation>
    </message>
    <message>
        <source>%1 locks of the node</source>
        <translation>%1 节点闭锁</translation>
    </message>
    <message>
        <source>%1 tripped directly: %3</source>
        <translation>%1 直接断电:%3</translation>
    </message>
    <message>
        <source>%1 local switch %3</source>
        <translation>%1 就地开关 %3</translation>
    </message>
    <message>
        <source>%1 tripped by command, operator %3</source>
        <translation>%1 按命令断电,操作员 %3</translation>
    </message>
    <message>
        <source>%1 closed by command, operator %3</source>
        <translation>%1 按命令复电,操作员 %3</translation>
    </message>
    <message>
        <source>%1 rejected an authentication</source>
        <translation>%1 拒绝了一次认证</translation>
    </message>
    <message>
        <source>%1 locked out after failed authentication</source>
        <translation>%1 认证失败后锁定</translation>
    </message>
    <message>
        <source>%1 warning on at %3</source>
        <translation>%1 预警,值 %3</translation>
    </message>
    <message>
        <source>%1 warning off at %3</source>
        <translation>%1 预警解除,值 %3</translation>
    </message>
    <message>
        <source>%1 alarm on at %3</source>
        <translation>%1 报警,值 %3</translation>
    </message>
    <message>
        <source>%1 alarm off at %3</source>
        <translation>%1 报警解除,值 %3</translation>
    </message>
    <message>
        <source>%1 cut-off on at %3</source>
        <translation>%1 断电,值 %3</translation>
    </message>
    <message>
        <source>%1 cut-off off at %3</source>
        <translation>%1 断电解除,值 %3</translation>
    </message>
    <message>
        <source>%1 sensor fault on</source>
        <translation>%1 传感器故障</translation>
    </message>
    <message>
        <source>%1 sensor fault off</source>
        <translation>%1 传感器故障消除</translation>
    </message>
    <message>
        <source>%1 over range</source>
        <translation>%1 超量程</translation>
    </message>
    <message>
        <source>%1 low supply</source>
        <translation>%1 供电电压低</translation>
    </message>
    <message>
        <source>%1 lost its supervisor</source>
        <translation>%1 失去监督</translation>
    </message>
    <message>
        <source>%1 has its supervisor back</source>
        <translation>%1 恢复监督</translation>
    </message>
    <message>
        <source>%1 calibration begins</source>
        <translation>%1 标校开始</translation>
    </message>
    <message>
        <source>%1 calibration ends, left at %3</source>
        <translation>%1 标校结束,值 %3</translation>
    </message>
    <message>
        <source>not answered yet</source>
        <translation>尚未应答</translation>
    </message>
    <message>
        <source>being identified</source>
        <translation>正在识别</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>missed a poll</source>
        <translation>缺失一次轮询</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>失联</translation>
    </message>
    <message>
        <source>quarantined: not the device of the site</source>
        <translation>隔离:不是配置中的设备</translation>
    </message>
    <message>
        <source>incompatible</source>
        <translation>不兼容</translation>
    </message>
    <message>
        <source>node answered %1</source>
        <translation>节点应答 %1</translation>
    </message>
    <message>
        <source>node&#x27;s interlock %1</source>
        <translation>节点闭锁 %1</translation>
    </message>
    <message>
        <source>cause %1</source>
        <translation>原因 %1</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>selecting</source>
        <translation>正在选择</translation>
    </message>
    <message>
        <source>selected, waiting for the confirmation</source>
        <translation>已选择,等待确认</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>accepted, waiting for the feedback</source>
        <translation>已接受,等待反馈</translation>
    </message>
    <message>
        <source>confirmed by feedback</source>
        <translation>反馈已证实</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>NOT confirmed: feedback does not follow</source>
        <translation>未证实:反馈不跟随</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>%1 trip confirmed by feedback</source>
        <translation>%1 断电,反馈已证实</translation>
    </message>
    <message>
        <source>%1 trip failed</source>
        <translation>%1 断电失败</translation>
    </message>
    <message>
        <source>%1 trip NOT confirmed by feedback</source>
        <translation>%1 断电未经反馈证实</translation>
    </message>
    <message>
        <source>%1 trip refused</source>
        <translation>%1 断电被拒绝</translation>
    </message>
    <message>
        <source>%1 trip sent</source>
        <translation>%1 断电已发送</translation>
    </message>
    <message>
        <source>%1 restore refused</source>
        <translation>%1 复电被拒绝</translation>
    </message>
    <message>
        <source>%1 restore: selecting</source>
        <translation>%1 复电:正在选择</translation>
    </message>
    <message>
        <source>%1 restore: selected, confirm it</source>
        <translation>%1 复电:已选择,请确认</translation>
    </message>
    <message>
        <source>%1 restore sent</source>
        <translation>%1 复电已发送</translation>
    </message>
    <message>
        <source>%1 restore accepted by the node</source>
        <translation>%1 复电已被节点接受</translation>
    </message>
    <message>
        <source>%1 restore confirmed by feedback</source>
        <translation>%1 复电,反馈已证实</translation>
    </message>
    <message>
        <source>%1 restore failed</source>
        <translation>%1 复电失败</translation>
    </message>
    <message>
        <source>%1 restore expired</source>
        <translation>%1 复电已过期</translation>
    </message>
    <message>
        <source>%1 restore NOT confirmed by feedback</source>
        <translation>%1 复电未经反馈证实</translation>
    </message>
    <message>
        <source>%1 restore cancelled</source>
        <translation>%1 复电已取消</translation>
    </message>
    <message>
        <source>%1 event %2, value %3</source>
        <translation>%1 事件 %2,值 %3</translation>
    </message>
    <message>
        <source>This site cannot be used</source>
        <translation>此矿井配置无法使用</translation>
    </message>
    <message>
        <source>The recording cannot be opened</source>
        <translation>无法打开记录数据库</translation>
    </message>
    <message>
        <source>%1 is not a database of this program</source>
        <translation>%1 不是本程序的数据库</translation>
    </message>
    <message>
        <source>%1 is damaged (%2): move it away to start a new one, and keep it</source>
        <translation>%1 已损坏(%2):请移走并保留,再新建数据库</translation>
    </message>
    <message>
        <source>%1 was written by a later version (schema %2, this program knows %3)</source>
        <translation>%1 由更新的版本写入(结构 %2,本程序支持 %3)</translation>
    </message>
    <message>
        <source>%1: no space left on the disk</source>
        <translation>%1:磁盘空间不足</translation>
    </message>
    <message>
        <source>%1 is in use by another program</source>
        <translation>%1 正被其他程序使用</translation>
    </message>
    <message>
        <source>%1 cannot be opened for writing: %2</source>
        <translation>%1 无法打开写入:%2</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 无法写入:%2</translation>
    </message>
    <message>
        <source>%1: another engine records into it</source>
        <translation>%1:另一个引擎正在写入</translation>
    </message>
    <message>
        <source>unknown request &quot;%1&quot;; try help</source>
        <translation>未知请求“%1”;请输入 help</translation>
    </message>
    <message>
        <source>ack: expected an alarm&#x27;s number or &quot;all&quot;</source>
        <translation>ack:应为报警编号或“all”</translation>
    </message>
    <message>
        <source>restore: refused, no operator is named (start with --operator N)</source>
        <translation>restore:被拒绝,未指定操作员(启动时加 --operator N)</translation>
    </message>
    <message>
        <source>restore: a reason is needed</source>
        <translation>restore:需要说明原因</translation>
    </message>
    <message>
        <source>no relay has the tag &quot;%1&quot;</source>
        <translation>没有位号为“%1”的继电器</translation>
    </message>
    <message>
        <source>expected a command&#x27;s number</source>
        <translation>应为命令编号</translation>
    </message>
    <message>
        <source>%1 cannot be made: %2</source>
        <translation>无法创建 %1:%2</translation>
    </message>
    <message>
        <source>%1 is %2, expected at most %3, which is %4</source>
        <translation>%1 为 %2,不应大于 %3(%4)</translation>
    </message>
    <message>
        <source>%1 is %2, expected less than %3, which is %4</source>
        <translation>%1 为 %2,应小于 %3(%4)</translation>
    </message>
    <message>
        <source>a text must stand in one line</source>
        <translation>文本必须写在一行内</translation>
    </message>
    <message>
        <source>only plain ASCII may stand outside of texts and comments</source>
        <translation>文本和注释之外只能使用 ASCII 字符</translation>
    </message>
    <message>
        <source>found %1, expected %2</source>
        <translation>读到 %1,应为 %2</translation>
    </message>
    <message>
        <source>link &quot;%1&quot; has this endpoint already; put its nodes on one link</source>
        <translation>链路“%1”已使用此端点;请把节点放在同一链路上</translation>
    </message>
    <message>
        <source>node &quot;%1&quot; has address %2 on this link already</source>
        <translation>此链路上节点“%1”已使用地址 %2</translation>
    </message>
    <message>
        <source>node &quot;%1&quot; has this serial number already</source>
        <translation>节点“%1”已使用此序列号</translation>
    </message>
    <message>
        <source>expected a position [x, y] inside the map of %1 by %2</source>
        <translation>应为 %1 × %2 图内的位置 [x, y]</translation>
    </message>
    <message>
        <source>expected a list of at least two positions</source>
        <translation>应为至少两个位置的列表</translation>
    </message>
    <message>
        <source>expected either point or relay</source>
        <translation>应写 point 或 relay 之一</translation>
    </message>
    <message>
        <source>has a tile on the map already</source>
        <translation>图上已有它的图块</translation>
    </message>
    <message>
        <source>profile %1 has no class &quot;%2&quot;</source>
        <translation>规则集 %1 没有类别“%2”</translation>
    </message>
    <message>
        <source>profile %1 has no class &quot;%2&quot;; did you mean &quot;%3&quot;?</source>
        <translation>规则集 %1 没有类别“%2”;是否应为“%3”?</translation>
    </message>
    <message>
        <source>class &quot;%1&quot; is for %2, this point shows %3</source>
        <translation>类别“%1”用于%2,而该测点显示%3</translation>
    </message>
    <message>
        <source>node &quot;%1&quot; is of a class that has no %2</source>
        <translation>节点“%1”的类型没有%2</translation>
    </message>
    <message>
        <source>point &quot;%1&quot; shows %2 of this node already</source>
        <translation>测点“%1”已显示该节点的%2</translation>
    </message>
    <message>
        <source>relay &quot;%1&quot; is this channel of the node already</source>
        <translation>继电器“%1”已占用该节点的这个通道</translation>
    </message>
    <message>
        <source>point &quot;%1&quot; has no %2 limit</source>
        <translation>测点“%1”没有%2限值</translation>
    </message>
    <message>
        <source>point &quot;%1&quot; has a cross-trip already; put its relays in one list</source>
        <translation>测点“%1”已有交叉断电;请把继电器写在同一列表里</translation>
    </message>
    <message>
        <source>found &quot;%1&quot;, expected %2</source>
        <translation>读到“%1”,应为%2</translation>
    </message>
    <message>
        <source>no file of a site; remove or rename it</source>
        <translation>不是矿井配置文件;请删除或改名</translation>
    </message>
    <message>
        <source>no file of a site; did you mean &quot;%1&quot;?</source>
        <translation>不是矿井配置文件;是否应为“%1”?</translation>
    </message>
    <message>
        <source>no such directory of site files</source>
        <translation>没有这个矿井配置目录</translation>
    </message>
    <message>
        <source>found &quot;%1&quot;, expected one of: %2</source>
        <translation>读到“%1”,应为其中之一:%2</translation>
    </message>
    <message>
        <source>not a number that can be measured</source>
        <translation>不是可测量的数</translation>
    </message>
    <message>
        <source>too many decimals: expected at most %1</source>
        <translation>小数位过多:最多 %1 位</translation>
    </message>
    <message>
        <source>found %1, expected a number from %2 to %3</source>
        <translation>读到 %1,应为 %2 至 %3 的数</translation>
    </message>
    <message>
        <source>unknown key; known here: %1</source>
        <translation>未知的键;此处可用:%1</translation>
    </message>
    <message>
        <source>unknown key; did you mean &quot;%1&quot;?</source>
        <translation>未知的键;是否应为“%1”?</translation>
    </message>
    <message>
        <source>missing; expected %1</source>
        <translation>缺少;应为%1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no tag: expected 1 to 32 bytes without spaces or quotes</source>
        <translation>“%1”不是位号:应为 1 至 32 字节,不含空格和引号</translation>
    </message>
    <message>
        <source>second %1 with tag &quot;%2&quot;; the first is in line %3</source>
        <translation>第二个位号为“%2”的%1;第一个在第 %3 行</translation>
    </message>
    <message>
        <source>&quot;%1&quot; stands twice in this list</source>
        <translation>“%1”在列表中出现两次</translation>
    </message>
    <message>
        <source>no %1 has the tag &quot;%2&quot;</source>
        <translation>没有位号为“%2”的%1</translation>
    </message>
    <message>
        <source>no %1 has the tag &quot;%2&quot;; did you mean &quot;%3&quot;?</source>
        <translation>没有位号为“%2”的%1;是否应为“%3”?</translation>
    </message>
    <message>
        <source>file missing; a site needs it</source>
        <translation>缺少文件;矿井配置需要它</translation>
    </message>
    <message>
        <source>file cannot be read</source>
        <translation>文件无法读取</translation>
    </message>
    <message>
        <source>file is larger than 1 MiB; no site file is</source>
        <translation>文件大于 1 MiB;矿井配置文件不会这么大</translation>
    </message>
    <message>
        <source>not TOML: %1</source>
        <translation>不是 TOML 格式:%1</translation>
    </message>
    <message>
        <source>node &quot;%1&quot; of its class has no %2</source>
        <translation>节点“%1”的类型没有%2</translation>
    </message>
    <message>
        <source>site key %1 cannot be read: %2</source>
        <translation>矿井密钥 %1 无法读取:%2</translation>
    </message>
    <message>
        <source>site key %1 is not a file</source>
        <translation>矿井密钥 %1 不是文件</translation>
    </message>
    <message>
        <source>site key %1 may be read or changed by others (mode %2): chmod 600 it</source>
        <translation>矿井密钥 %1 可被他人读取或修改(权限 %2):请执行 chmod 600</translation>
    </message>
    <message>
        <source>site key %1 must hold 32 hexadecimal digits</source>
        <translation>矿井密钥 %1 必须是 32 位十六进制数字</translation>
    </message>
    <message>
        <source>%1 is a production site and needs its site key</source>
        <translation>%1 是生产矿井,必须提供矿井密钥</translation>
    </message>
    <message>
        <source>site key %1 is the public training key: refused by the production site %2</source>
        <translation>矿井密钥 %1 是公开的培训密钥:生产矿井 %2 拒绝使用</translation>
    </message>
    <message>
        <source>node rejects the authentication: its key is not the one used here</source>
        <translation>节点拒绝认证:其密钥与此处使用的不同</translation>
    </message>
    <message>
        <source>node is locked for up to 60 s after failed authentication; it still trips</source>
        <translation>认证失败后节点锁定,最长 60 秒;仍可断电</translation>
    </message>
    <message>
        <source>fan stopped or duct flow too low, or not yet well for long enough</source>
        <translation>风机停止或风筒风量过低,或恢复正常的时间不足</translation>
    </message>
    <message>
        <source>gas over 3.0 %CH4 at the standing fan: unlock needed</source>
        <translation>停风处甲烷超过 3.0 %CH4:需要解锁</translation>
    </message>
    <message>
        <source>node started only now: power-up lock</source>
        <translation>节点刚刚启动:上电闭锁</translation>
    </message>
    <message>
        <source>interlock input</source>
        <translation>闭锁输入</translation>
    </message>
    <message>
        <source>fan</source>
        <translation>风机</translation>
    </message>
    <message>
        <source>%1 took new settings by command, operator %3</source>
        <translation>%1 按命令采用新设置,操作员 %3</translation>
    </message>
    <message>
        <source>%1 changed its mode by command, operator %3</source>
        <translation>%1 按命令切换模式,操作员 %3</translation>
    </message>
    <message>
        <source>%1 horn muted by command, operator %3</source>
        <translation>%1 按命令消音,操作员 %3</translation>
    </message>
    <message>
        <source>%1 totals set to zero by command, operator %3</source>
        <translation>%1 按命令累计量清零,操作员 %3</translation>
    </message>
    <message>
        <source>%1 restarted by command, operator %3</source>
        <translation>%1 按命令重新启动,操作员 %3</translation>
    </message>
    <message>
        <source>%1 proved its values by command, operator %3</source>
        <translation>%1 按命令证明其数值,操作员 %3</translation>
    </message>
    <message>
        <source>%1 fan-start lock released by command, operator %3</source>
        <translation>%1 按命令解除风机启动闭锁,操作员 %3</translation>
    </message>
    <message>
        <source>%1 supply is well again</source>
        <translation>%1 供电恢复正常</translation>
    </message>
    <message>
        <source>%1 sensor fault on: broken or silent</source>
        <translation>%1 传感器故障:损坏或无应答</translation>
    </message>
    <message>
        <source>%1 sensor fault on: open circuit</source>
        <translation>%1 传感器故障:断线</translation>
    </message>
    <message>
        <source>%1 sensor fault on: short circuit</source>
        <translation>%1 传感器故障:短路</translation>
    </message>
    <message>
        <source>%1 sensor fault on: reading stuck</source>
        <translation>%1 传感器故障:读数卡滞</translation>
    </message>
    <message>
        <source>%1 sensor fault on: drifted below its range</source>
        <translation>%1 传感器故障:漂移至量程以下</translation>
    </message>
    <message>
        <source>%1 sensor fault on: warming up</source>
        <translation>%1 传感器故障:预热中</translation>
    </message>
    <message>
        <source>without a key: the node's own number was sent back</source>
        <translation>无密钥:仅回送了节点给出的随机数</translation>
    </message>
    <message>
        <source>proven to the node by key %1</source>
        <translation>已用密钥 %1 向节点证明</translation>
    </message>
    <message>
        <source>proven to the node by key %1, and its answer to us</source>
        <translation>已用密钥 %1 向节点证明,节点的应答亦经证明</translation>
    </message>
    <message>
        <source>the answer is NOT proven by key %1: somebody else may have sent it</source>
        <translation>应答未经密钥 %1 证明:可能由他人发送</translation>
    </message>
    <message>
        <source>has no key yet</source>
        <translation>尚无密钥</translation>
    </message>
    <message>
        <source>has the public training key</source>
        <translation>使用公开的培训密钥</translation>
    </message>
    <message>
        <source>weak replay protection: its boots are not counted</source>
        <translation>防重放能力弱:未记录启动次数</translation>
    </message>
    <message>
        <source>the node's key is not here: nothing was sent</source>
        <translation>此处没有该节点的密钥:未发送任何内容</translation>
    </message>
    <message>
        <source>%1 has no key yet: it must be provisioned</source>
        <translation>%1 尚无密钥:必须先写入</translation>
    </message>
    <message>
        <source>%1 has the public training key: refused by a production site</source>
        <translation>%1 使用公开的培训密钥:生产矿井拒绝使用</translation>
    </message>
    <message>
        <source>%1 has key %2 of a site, and no site key was given here</source>
        <translation>%1 使用某矿井的密钥 %2,而此处未提供矿井密钥</translation>
    </message>
    <message>
        <source>%1 does not count its boots (weak replay protection): refused by the site</source>
        <translation>%1 未记录启动次数(防重放能力弱):本矿井拒绝使用</translation>
    </message>
    <message>
        <source>This site cannot start with this key</source>
        <translation>此矿井不能用该密钥启动</translation>
    </message>
    <message>
        <source>%1 below trip limit: %2 (limit %3)</source>
        <translation>%1 低于断电限:%2(限值 %3)</translation>
    </message>
    <message>
        <source>%1 changes too fast: %2</source>
        <translation>%1 变化过快:%2</translation>
    </message>
    <message>
        <source>%1 deviates: %2, expected about %3</source>
        <translation>%1 偏差:%2,应约为 %3</translation>
    </message>
    <message>
        <source>%1 is stuck at %2</source>
        <translation>%1 数值不变,停在 %2</translation>
    </message>
    <message>
        <source>%1 fault lock: its area is held without power</source>
        <translation>%1 故障闭锁:其区域保持断电</translation>
    </message>
    <message>
        <source>%1 main fan stopped</source>
        <translation>%1 主要通风机停止</translation>
    </message>
    <message>
        <source>%1 its interlock is bypassed</source>
        <translation>%1 其闭锁已被旁路</translation>
    </message>
    <message>
        <source>%1 against the logic of the mine</source>
        <translation>%1 与矿井逻辑关系不符</translation>
    </message>
    <message>
        <source>%1 two reports about it disagree</source>
        <translation>%1 两个报告互相矛盾</translation>
    </message>
    <message>
        <source>%1 calibration or test is overdue</source>
        <translation>%1 调校或试验已逾期</translation>
    </message>
    <message>
        <source>%1 configuration differs from the site's in %2 registers</source>
        <translation>%1 配置与站点要求有 %2 个寄存器不同</translation>
    </message>
    <message>
        <source>%1 the horn cannot be heard</source>
        <translation>%1 报警器没有声音</translation>
    </message>
    <message>
        <source>Withdraw people; cut power of the workings; start the standby fan</source>
        <translation>撤出人员;切断工作面电源;启动备用通风机</translation>
    </message>
    <message>
        <source>Compare with the points around it; send someone when it cannot be explained</source>
        <translation>与周围测点比较;无法解释时派人查看</translation>
    </message>
    <message>
        <source>Nothing trips for this point: watch it by hand until the bypass ends</source>
        <translation>该测点不会断电:旁路结束前须人工监视</translation>
    </message>
    <message>
        <source>Have the test made and recorded; tell maintenance</source>
        <translation>进行试验并记录;通知维修</translation>
    </message>
    <message>
        <source>Watch the screen: alarms make no sound; check loudspeaker and cable</source>
        <translation>请看屏幕:报警没有声音;检查扬声器和电缆</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无人</translation>
    </message>
    <message>
        <source>viewer</source>
        <translation>查看员</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>监控员</translation>
    </message>
    <message>
        <source>dispatcher</source>
        <translation>调度员</translation>
    </message>
    <message>
        <source>maintenance</source>
        <translation>维修员</translation>
    </message>
    <message>
        <source>engineer</source>
        <translation>工程师</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>审计员</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>opened the account %1</source>
        <translation>开设了账户 %1</translation>
    </message>
    <message>
        <source>changed the role of %1</source>
        <translation>更改了 %1 的角色</translation>
    </message>
    <message>
        <source>changed the password of %1</source>
        <translation>更改了 %1 的密码</translation>
    </message>
    <message>
        <source>closed the account %1</source>
        <translation>停用了账户 %1</translation>
    </message>
    <message>
        <source>opened the account %1 again</source>
        <translation>重新启用了账户 %1</translation>
    </message>
    <message>
        <source>logged in</source>
        <translation>已登录</translation>
    </message>
    <message>
        <source>log-in failed</source>
        <translation>登录失败</translation>
    </message>
    <message>
        <source>logged out</source>
        <translation>已退出登录</translation>
    </message>
    <message>
        <source>locked the station</source>
        <translation>锁定了工作站</translation>
    </message>
    <message>
        <source>unlocked the station</source>
        <translation>解锁了工作站</translation>
    </message>
    <message>
        <source>request refused</source>
        <translation>请求被拒绝</translation>
    </message>
    <message>
        <source>nobody at %1</source>
        <translation>%1 处无人登录</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1(在 %2)</translation>
    </message>
    <message>
        <source>%1 unlock of the fan-start lock</source>
        <translation>%1 解除风机启动闭锁</translation>
    </message>
    <message>
        <source>%1 change of mode</source>
        <translation>%1 更改工作方式</translation>
    </message>
    <message>
        <source>%1 mute of the node's horn</source>
        <translation>%1 关闭节点声响</translation>
    </message>
    <message>
        <source>%1 change of configuration</source>
        <translation>%1 更改配置</translation>
    </message>
    <message>
        <source>the local socket %1 cannot be opened: %2</source>
        <translation>无法打开本地套接字 %1:%2</translation>
    </message>
    <message>
        <source>seal key %1 cannot be read or made: %2</source>
        <translation>封印密钥 %1 无法读取或生成:%2</translation>
    </message>
    <message>
        <source>seal key %1 is no Ed25519 key of 64 hexadecimal digits</source>
        <translation>封印密钥 %1 不是由 64 位十六进制数字组成的 Ed25519 密钥</translation>
    </message>
    <message>
        <source>seal key %1 may be read or changed by others: chmod 600 it</source>
        <translation>封印密钥 %1 可被他人读取或修改:请执行 chmod 600</translation>
    </message>
    <message>
        <source>%1 is of a version before the first release (schema %2): move it away, and keep it with the program that wrote it</source>
        <translation>%1 属于首个正式版之前的版本(结构 %2):请将其移走,并与写入它的程序一起保存</translation>
    </message>
    <message>
        <source>%1 cannot be read as a recording of this version</source>
        <translation>%1 无法作为本版本的记录读取</translation>
    </message>
    <message>
        <source>the file cannot be read on: %1</source>
        <translation>文件无法继续读取:%1</translation>
    </message>
    <message>
        <source>the row is missing; the journal was cut</source>
        <translation>该行缺失;日志末尾被截断</translation>
    </message>
    <message>
        <source>the row is missing</source>
        <translation>该行缺失</translation>
    </message>
    <message>
        <source>the row or its place is not as it was written</source>
        <translation>该行的内容或位置与写入时不符</translation>
    </message>
    <message>
        <source>the row is not the one that was noted elsewhere</source>
        <translation>该行与另行留存的记载不符</translation>
    </message>
    <message>
        <source>the seal's signature does not fit</source>
        <translation>封印的签名不符</translation>
    </message>
    <message>
        <source>the seal is by another key</source>
        <translation>封印出自另一把密钥</translation>
    </message>
    <message>
        <source>table %1 does not say what the journal says</source>
        <translation>表 %1 与日志内容不一致</translation>
    </message>
    <message>
        <source>%1 exists already; nothing was changed</source>
        <translation>%1 已存在;未作任何更改</translation>
    </message>
    <message>
        <source>%1 cannot be copied to %2: %3</source>
        <translation>%1 无法复制到 %2:%3</translation>
    </message>
    <message>
        <source>%1 holds no recording</source>
        <translation>%1 中没有记录</translation>
    </message>
    <message>
        <source>%1 is not an empty directory; nothing was copied</source>
        <translation>%1 不是空目录;未复制任何内容</translation>
        <source>alarm %1 is over</source>
        <translation>报警 %1 已结束</translation>
    </message>
    <message>
        <source>alarm %1 is acknowledged already</source>
        <translation>报警 %1 已经确认</translation>
    </message>
    <message>
        <source>alarm %1: its cause is still there</source>
        <translation>报警 %1:原因仍然存在</translation>
    </message>
    <message>
        <source>alarm %1 is not latched</source>
        <translation>报警 %1 未锁存</translation>
    </message>
    <message>
        <source>alarm %1 must be acknowledged first</source>
        <translation>报警 %1 必须先确认</translation>
    </message>
    <message>
        <source>it is out of service already</source>
        <translation>它已经停用</translation>
    </message>
    <message>
        <source>it is neither shelved nor out of service</source>
        <translation>它既未搁置也未停用</translation>
    </message>
    <message>
        <source>alarm %1 has no open record</source>
        <translation>报警 %1 没有未结的处理记录</translation>
    </message>
    <message>
        <source>only a person who is named may account for an alarm</source>
        <translation>只有登记姓名的人员可以填写报警处理记录</translation>
    </message>
    <message>
        <source>it is closed only with its cause and what was done</source>
        <translation>必须填写原因和处理措施才能结束</translation>
    </message>
    <message>
        <source>the site has nothing of that name</source>
        <translation>站点中没有该名称</translation>
    </message>
    <message>
        <source>alarms of this kind are never put out of sight</source>
        <translation>此类报警不得搁置或停用</translation>
    </message>
    <message>
        <source>only a person who is named may put an alarm out of sight</source>
        <translation>只有登记姓名的人员可以搁置或停用报警</translation>
    </message>
    <message>
        <source>a time limit is needed, at most %1 min</source>
        <translation>必须给出时限,最长 %1 分钟</translation>
    </message>
    <message>
        <source>the loss of a node that an interlock stands on is never shelved</source>
        <translation>闭锁所依赖的节点失联报警不得搁置</translation>
    </message>
    <message>
        <source>a permit must be named</source>
        <translation>必须写明许可证</translation>
    </message>
    <message>
        <source>reset: expected an alarm's number</source>
        <translation>reset:应为报警编号</translation>
    </message>
    <message>
        <source>expected a tag and a kind of alarm, as the journal writes them</source>
        <translation>应为标签和报警类型,写法同日志</translation>
    </message>
    <message>
        <source>shelve: expected minutes and a reason</source>
        <translation>shelve:应为分钟数和原因</translation>
    </message>
    <message>
        <source>a flood must end with fewer alarms than it begins with</source>
        <translation>报警泛滥结束时的数量必须少于开始时的数量</translation>
    </message>
    <message>
        <source>"%1" is no kind of alarm</source>
        <translation>“%1”不是报警类型</translation>
    </message>
    <message>
        <source>there are four grades, this is one more</source>
        <translation>只有四个等级,此处多出一个</translation>
    </message>
    <message>
        <source>nothing of the site has the tag "%1"</source>
        <translation>站点中没有标签“%1”</translation>
    </message>
    <message>
        <source>an area stands after the one around it</source>
        <translation>区域必须写在其外围区域之后</translation>
    </message>
    <message>
        <source>that point is no input of interlock %1</source>
        <translation>该测点不是闭锁 %1 的输入</translation>
    </message>
    <message>
        <source>interlock %1 has a bypass already, of %2: at most one</source>
        <translation>闭锁 %1 已有旁路（%2）：最多一个</translation>
    </message>
    <message>
        <source>only a person may bypass</source>
        <translation>只有具名人员可以旁路</translation>
    </message>
    <message>
        <source>a bypass must end, at the latest after %1</source>
        <translation>旁路必须有期限，最长 %1</translation>
    </message>
    <message>
        <source>all its relays are off: there is nothing to measure</source>
        <translation>其继电器已全部断电：无可测量</translation>
    </message>
    <message>
        <source>only a person with a reason may open the lock</source>
        <translation>只有具名人员说明理由后才能解除闭锁</translation>
    </message>
    <message>
        <source>%1 is faulty or silent, or has not been healthy for %2: %3 stays tripped</source>
        <translation>%1 故障或无数据，或恢复正常未满 %2：%3 保持断电</translation>
    </message>
    <message>
        <source>%1 cannot be switched off: %2 stays tripped above it</source>
        <translation>%1 无法断电：上级 %2 保持断电</translation>
    </message>
    <message>
        <source>no fan of %1 is proven to run</source>
        <translation>%1 没有一台风机被证实在运转</translation>
    </message>
    <message>
        <source>a fan of %1 runs for %2, must run for %3</source>
        <translation>%1 的风机已运转 %2，须运转 %3</translation>
    </message>
    <message>
        <source>%1: the start of its fans is locked until all gas is below %2</source>
        <translation>%1：风机启动已闭锁，直至瓦斯全部低于 %2</translation>
    </message>
    <message>
        <source>%1: nobody has recorded since its trip, and within %2, that no one is at risk</source>
        <translation>%1：断电后 %2 内无人登记现场人员安全</translation>
    </message>
    <message>
        <source>%1 has no such test</source>
        <translation>%1 没有这项测试</translation>
    </message>
    <message>
        <source>only a person may record a test</source>
        <translation>只有具名人员可以登记测试</translation>
    </message>
    <message>
        <source>its trip comes back to it: %1</source>
        <translation>其断电又回到自身：%1</translation>
    </message>
    <message>
        <source>class &quot;%1&quot; has no %2 limit</source>
        <translation>类别“%1”没有 %2 限值</translation>
    </message>
    <message>
        <source>point &quot;%1&quot; alone trips a relay here or in &quot;%2&quot; that it only votes on in the other</source>
        <translation>测点“%1”在此处或“%2”中单独断电某继电器，而在另一处只参与表决</translation>
    </message>
    <message>
        <source>relay &quot;%1&quot; starts a fan of a group already</source>
        <translation>继电器“%1”已是某风机组的启动器</translation>
    </message>
    <message>
        <source>relay &quot;%1&quot; starts a fan of this group, and the group would trip it: the two sets must not overlap</source>
        <translation>继电器“%1”启动本组风机，又会被本组断电：两组输出不得重叠</translation>
    </message>
    <message>
        <source>point &quot;%1&quot; shows no methane</source>
        <translation>测点“%1”不显示甲烷</translation>
    </message>
    <message>
        <source>%1 interlock demands nothing any more</source>
        <translation>%1 闭锁不再要求断电</translation>
    </message>
    <message>
        <source>%1 interlock demands a trip by gas</source>
        <translation>%1 闭锁因瓦斯要求断电</translation>
    </message>
    <message>
        <source>%1 interlock demands a trip by a fault</source>
        <translation>%1 闭锁因故障要求断电</translation>
    </message>
    <message>
        <source>%1 bypass ended</source>
        <translation>%1 旁路已结束</translation>
    </message>
    <message>
        <source>%1 bypass: a fault of %2 alone trips nothing</source>
        <translation>%1 旁路：仅 %2 故障时不断电</translation>
    </message>
    <message>
        <source>%1 calibrated</source>
        <translation>%1 已标校</translation>
    </message>
    <message>
        <source>%1 calibration FAILED</source>
        <translation>%1 标校未通过</translation>
    </message>
    <message>
        <source>%1 bump test passed</source>
        <translation>%1 通气测试通过</translation>
    </message>
    <message>
        <source>%1 bump test FAILED</source>
        <translation>%1 通气测试未通过</translation>
    </message>
    <message>
        <source>%1 fans changed over</source>
        <translation>%1 风机已切换</translation>
    </message>
    <message>
        <source>%1 change-over FAILED</source>
        <translation>%1 风机切换未通过</translation>
    </message>
    <message>
        <source>%1 interlock tripped in %2 ms</source>
        <translation>%1 闭锁断电用时 %2 ms</translation>
    </message>
    <message>
        <source>%1 interlock tripped TOO LATE, after %2 ms</source>
        <translation>%1 闭锁断电过迟，用时 %2 ms</translation>
    </message>
    <message>
        <source>%1 no fan is proven to run: its area is tripped</source>
        <translation>%1 没有风机被证实在运转：其区域断电</translation>
    </message>
    <message>
        <source>%1 a fan runs</source>
        <translation>%1 有风机运转</translation>
    </message>
    <message>
        <source>%1 gas is too high to start a fan</source>
        <translation>%1 瓦斯过高，不得启动风机</translation>
    </message>
    <message>
        <source>%1 fans may be started again</source>
        <translation>%1 风机可以启动</translation>
    </message>
    <message>
        <source>%1 checked: nobody is at risk when power returns</source>
        <translation>%1 已检查：送电时无人处于危险中</translation>
    </message>
    <message>
        <source>%1 tests that are not recorded are counted from now</source>
        <translation>%1 未登记的测试从现在起计时</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 被拒绝</translation>
    </message>
    <message>
        <source>only a person who is named may check</source>
        <translation>只有具名人员可以登记检查</translation>
    </message>
    <message>
        <source>no link &apos;%1&apos; in this recording; it has: %2</source>
        <translation>此记录中没有链路“%1”；有：%2</translation>
    </message>
    <message>
        <source>parts of the recording are damaged and left out</source>
        <translation>记录有部分损坏，已略去</translation>
    </message>
    <message>
        <source>Replay: nothing can be commanded here</source>
        <translation>回放：此处不能下达任何命令</translation>
    </message>
    <message>
        <source>%1 holds no recorded inputs of an engine</source>
        <translation>%1 中没有引擎输入的记录</translation>
    </message>
    <message>
        <source>%1: the configuration of that time (%2) is not recorded</source>
        <translation>%1：当时的配置（%2）没有记录</translation>
    </message>
    <message>
        <source>the configuration %1 is none for this version: %2</source>
        <translation>配置 %1 对本版本无效：%2</translation>
        <source>two columns are called &quot;%1&quot;</source>
        <translation>有两列都叫&quot;%1&quot;</translation>
    </message>
    <message>
        <source>no column is called &quot;%1&quot;</source>
        <translation>没有名为&quot;%1&quot;的列</translation>
    </message>
    <message>
        <source>column &quot;%1&quot; is neither mapped nor ignored</source>
        <translation>列&quot;%1&quot;既未映射也未忽略</translation>
    </message>
    <message>
        <source>%1 fields, expected %2</source>
        <translation>%1 个字段，应为 %2 个</translation>
    </message>
    <message>
        <source>no such time</source>
        <translation>没有这样的时间</translation>
    </message>
    <message>
        <source>not later than the row before</source>
        <translation>不晚于上一行</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>%1 is damaged: how far the import came is not known; import into another directory</source>
        <translation>%1 已损坏：不知道导入到了哪里；请导入到另一个目录</translation>
    </message>
    <message>
        <source>%1 tells of another table or another map; import into another directory</source>
        <translation>%1 属于另一个表或另一个映射；请导入到另一个目录</translation>
    </message>
    <message>
        <source>%1 is imported already</source>
        <translation>%1 已经导入过</translation>
    </message>
    <message>
        <source>%1 begins with no header of columns</source>
        <translation>%1 开头没有列标题</translation>
    </message>
    <message>
        <source>no row of CSV</source>
        <translation>不是 CSV 行</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>%1 无法写入</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has two meanings</source>
        <translation>&quot;%1&quot;有两种含义</translation>
    </message>
    <message>
        <source>no such file</source>
        <translation>没有这个文件</translation>
    </message>
    <message>
        <source>only limits, delays, rules and alarms may differ: the other site has other links, nodes, points, relays, areas or interlocks</source>
        <translation>只能更改限值、延时、规则和报警：另一配置的链路、节点、测点、继电器、区域或闭锁不同</translation>
    </message>
    <message>
        <source>gained</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>later</source>
        <translation>推迟</translation>
    </message>
    <message>
        <source>same time</source>
        <translation>时间相同</translation>
    </message>
    <message>
        <source>annunciated</source>
        <translation>已通告</translation>
    </message>
    <message>
        <source>per hour</source>
        <translation>每小时</translation>
    </message>
    <message>
        <source>most in ten minutes</source>
        <translation>十分钟内最多</translation>
    </message>
    <message>
        <source>crowded intervals, percent</source>
        <translation>拥挤时段，百分比</translation>
    </message>
    <message>
        <source>floods</source>
        <translation>报警泛滥</translation>
    </message>
    <message>
        <source>chattering conditions</source>
        <translation>抖动的报警</translation>
    </message>
    <message>
        <source>fleeting conditions</source>
        <translation>瞬时的报警</translation>
    </message>
    <message>
        <source>alarms: %1 as recorded, %2 otherwise</source>
        <translation>报警：%1 条与记录相同，%2 条不同</translation>
    </message>
    <message>
        <source>trips by rule: %1</source>
        <translation>按规则跳闸：%1</translation>
    </message>
    <message>
        <source>%1 came %2 times as recorded, %3 times otherwise</source>
        <translation>%1 记录中出现 %2 次，改变后 %3 次</translation>
    </message>
    <message>
        <source>load of the operator, recorded -&gt; otherwise:</source>
        <translation>操作员负荷，记录 -&gt; 改变后：</translation>
    </message>
    <message>
        <source>not judged: what the mine would have done after a trip that it never received</source>
        <translation>未判断：矿井未收到的跳闸之后会发生什么</translation>
    </message>
    <message>
        <source>%1: less than %2 MiB free; below %3 MiB samples are no longer written</source>
        <translation>%1：磁盘剩余不足 %2 MiB；低于 %3 MiB 时不再写入采样</translation>
    </message>
    <message>
        <source>recording must warn before it stops: disk_warn_mib is lower</source>
        <translation>记录必须先警告再停止：disk_warn_mib 更低</translation>
    </message>
    <message>
        <source>%1: less than %2 MiB free: only the journal is written, no samples</source>
        <translation>%1：磁盘剩余不足 %2 MiB：只写日志，不写采样</translation>
    </message>
    <message>
        <source>its manifest does not say what a package must say</source>
        <translation>其清单缺少事件包必须说明的内容</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>row %1 of the journal: %2</source>
        <translation>日志第 %1 行:%2</translation>
    </message>
    <message>
        <source>row %1 of the journal is missing</source>
        <translation>日志缺少第 %1 行</translation>
    </message>
    <message>
        <source>row %1 of the journal: a table does not say what the journal says</source>
        <translation>日志第 %1 行:有表与日志内容不符</translation>
    </message>
    <message>
        <source>samples in it cannot be read</source>
        <translation>其中有采样无法读取</translation>
    </message>
    <message>
        <source>inputs of the engine in it cannot be read</source>
        <translation>其中有引擎输入无法读取</translation>
    </message>
    <message>
        <source>it is signed by another key</source>
        <translation>签名密钥不同</translation>
    </message>
    <message>
        <source>%1 is not the file that the journal says it is</source>
        <translation>%1 不是日志所记的那个文件</translation>
    </message>
    <message>
        <source>%1 is gone; only its summaries are left</source>
        <translation>%1 已删除;只剩其汇总</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 缺失</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 无法读取:%2</translation>
    </message>
    <message>
        <source>%1 is too large for an incident package</source>
        <translation>%1 过大,不可能是事件包</translation>
    </message>
    <message>
        <source>%1 is no incident package</source>
        <translation>%1 不是事件包</translation>
    </message>
    <message>
        <source>%1 is an incident package of version %2, this program knows %3</source>
        <translation>%1 是第 %2 版事件包,本程序只支持第 %3 版</translation>
    </message>
    <message>
        <source>%1 has other tables, views or triggers than an incident package</source>
        <translation>%1 中的表、视图或触发器与事件包不符</translation>
    </message>
    <message>
        <source>%1 bears no signature</source>
        <translation>%1 没有签名</translation>
    </message>
    <message>
        <source>%1 cannot be read to its end</source>
        <translation>%1 无法读到末尾</translation>
    </message>
    <message>
        <source>%1 is not as it was signed</source>
        <translation>%1 与签名时不符</translation>
    </message>
    <message>
        <source>no key to sign with: %1 is not there</source>
        <translation>没有签名密钥:%1 不存在</translation>
    </message>
    <message>
        <source>%1 is a package already: cut the recording that it is from</source>
        <translation>%1 本身已是事故包：请从其来源记录截取</translation>
    </message>
    <message>
        <source>a package takes at most %1 pictures</source>
        <translation>事故包最多含 %1 张图片</translation>
    </message>
    <message>
        <source>it is larger than %1 MB</source>
        <translation>大于 %1 MB</translation>
    </message>
    <message>
        <source>it is no whole PNG picture</source>
        <translation>不是完整的 PNG 图片</translation>
    </message>
    <message>
        <source>picture %1: %2</source>
        <translation>图片 %1：%2</translation>
    </message>
</context>
</TS>
