"""The literal tables behind the finders: closed classes of Chinese words."""

from __future__ import annotations


def _words(table: str) -> tuple[str, ...]:
    """The words of a table, in order."""
    return tuple(table.split())


# Words that neither begin nor end an answer: particles, pronouns, prepositions, conjunctions.
FUNCTION_WORDS = frozenset(
    _words(
        """
        的 地 得 了 着 过 之 所 等 等等 们 而 且 与 和 及 以及 或 或者 并 并且 但 但是 而且 因
        因为 因此 所以 如 如果 若 则 就 都 也 又 还 再 才 只 更 最 很 太 将 把 被 让 使 令 由
        向 对 对于 关于 从 自 于 在 至 到 为 为了 以 按 按照 依照 根据 通过 经 经过 随着 除
        除了 除外 是 非 有 无 没有 即 既 不 未 没 勿 莫 这 那 此 其 该 本 各 某 每 它 他 她 我
        你 我们 他们 她们 它们 你们 咱们 自己 大家 这些 那些 这个 那个 这样 那样 其他 其它 其中
        之间 之一 以上 以下 以内 以外 之前 之后 之内 时 时候 中 上 下 内 外 里 前 后 间 什么
        怎么 如何 哪些 哪个 多少 是否 不仅 不但 虽然 尽管 即使 无论 不论 只有 只要 除非 否则
        从而 进而 一 一个 一些 一种 一切 个 种 项 条 次 些 者 方 吗 呢 吧 啊 等方面 有关 相关
        下列 上述 前款 前条 本法 本条例 本办法 本规定 同时 特别是 尤其 例如 比如 包括 可 能 会
        要 应 须 已 已经 都会 都能 正在 曾 的话
        """
    )
)

# Adverbs and fillers: fine inside a phrase, never a whole answer and never at its end.
EMPTY_WORDS = frozenset(
    _words(
        """
        进一步 不断 始终 全面 深入 切实 努力 积极 坚决 认真 充分 牢牢 大力 着力 全力 加快 持续
        有效 有力 扎实 工作 方面 问题 情况 活动 内容 要求 部分 作用 过程 方式 方法 事项 东西
        施行 法律 法规 行政法规 规定 处罚 情形 行为 没收 处理 追究 按照 依照 结果 效果 现象 办法
        地方 时间 人们 人员 单位 部门 个人 主要 重要
        基本 重大 一系列 一定 反之亦然 一般 十分 非常 特别
        更加 必然 必须 应当 应该 可以 可能 能够 需要 不得 不能 禁止 严禁 进行 开展 实施 作出
        做出 具有 属于 成为 作为 得到 取得 给予 予以 加以 存在 发生 产生 出现 继续 今天 当前
        目前 现在 今年 去年 明年 以来 近年来 各自 双方 本人 自身 自己 他人
        任何 所有 全部 多数 少数 不同 相同 同一 相应 其余 同样
        前者 后者 无法 务必 往往 通常 经常 大多
        全国 国家 中国 我国 我市 全市 全省 社会 人民 群众
        """
    )
)

# Modal words are never asked for: the other polarity is always a second answer.
MODALS = frozenset(
    _words(
        """
        应当 应该 不得 可以 必须 禁止 严禁 不能 不准 不许 能够 有权 无权 不应 不可 需要
        """
    )
)

# A run of pieces neither begins nor ends with these; pronouns, numerals, negations and
# prepositions may begin one (由省级人民政府批准), and some particles may end one.
_NO_EDGES = _words(
    """
    的 地 得 了 着 所 们 而 且 与 和 及 以及 或 或者 并 并且 但 但是 而且 因 因为 因此 所以 如
    如果 若 则 就 都 也 又 还 再 才 更 很 太 将 把 被 让 使 令 于 於 在 至 到 为了 随着 除 是 即
    既 这 那 此 虽然 尽管 即使 只要 从而 进而
    """
)
NO_STARTS = frozenset((*_NO_EDGES, *_words("过 之 等 等等 吗 呢 吧 啊 上 下 中 内 里 时 后")))
NO_ENDS = MODALS.union(
    _NO_EDGES,
    _words(
        """
        由 向 对 对于 关于 从 自 为 以 按 按照 依照 根据 通过 经 经过 非 有 不 未 没 该 本 各 某
        每 可 能 会 要 应 须
        """
    ),
)

# Heads that a hundred words go with: a phrase with one is a term only where it comes again.
GENERAL_HEADS = frozenset(
    _words(
        """
        办法 形式 程序 控制 能力 措施 工作 方式 方法 条件 环境 水平 作用 基础 事项 活动 要求 内容
        过程 关系 因素 手段 力量 方向 途径 特点 结果 成果 范围 程度 材料 设备 装置 物品 信息 资料
        人员 单位 部门 地点 位置 部位 场所 时间 数据 文件 服务 发展 救援 处理 行为 问题 情况 现象
        标志 标识 职责 手续 资格 责任 权利 义务 利益
        """
    )
)

# Verbs whose object is what one learns: 坚持…, 加强…, 属于….
GOVERNING_VERBS = frozenset(
    _words(
        """
        坚持 加强 推进 贯彻 弘扬 实行 实施 属于 落实 建设 构建 打造 完善 健全 强化 深化 提升
        提高 推动 促进 发展 建立 维护 保障 增强 巩固 树立 践行 发挥 保持 优化 扩大 拓展 培育
        统筹 防范 化解 破解 破除 遵循 遵守 履行 承担 编制 制定 设立 成立 组成 构成 称为 叫做 叫
        分为 包括 具备 符合 适用 执行 开展 接受 服从 尊重 保护 禁止 消除 形成 凝聚 锻造 锤炼
        筑牢 守牢 守住 夯实 壮大 激发 释放 彰显 传承 铭记 牢记 不忘 牢固树立 大力弘扬
        """
    )
)

# Slogans that every reader of the news fills in: of 150 items that asked for one, and were answered
# before the key could be seen, examiners signed one in five, whatever its sentence was.
SLOGANS = frozenset(_words("四个全面 四个意识 四个自信 两个一百年 五位一体 一国两制 一带一路"))

# Heads of names: a noun phrase that ends so is probably the name of a thing to know.
NAME_HEADS = _words(
    """
    工程 行动 计划 战略 机制 体系 制度 体制 规划 纲要 方针 路线 政策 理念 思想 精神 理论
    格局 任务 目标 原则 平台 清单 基地 中心 示范区 试验区 自贸区 产业 模式 办法 条例 规定
    准则 标准 预案 责任制 委员会 部门 机构 组织 定律 定理 公式 反应 效应 现象 系统 结构
    过程 作用 单位 主义 革命 战争 会议 协定 条约 运动 时期
    """
)

# Sentences of mood and praise have no exact content to know.
RHETORIC = _words(
    """
    同志们 朋友们 衷心 感谢 祝愿 预祝 掌声 关怀 厚爱 感恩 殊荣 深受鼓舞 倍感振奋 永远铭记 奋勇前进
    豪情 刚才 下面 让我们 携手 光荣 瞬间 脑海 期望 期盼 嘱托 不辜负 不负 同心同德 勠力同心 各位代表
    """
)

# A numeral of an abbreviation is followed by one of these and a head: 七张问题清单.
MEASURES = "大个项张条种类方面份步点级层端化"

# What stands between the ends of a range of figures; the hyphen last, as in a class of characters.
RANGE_MARKS = "~～—–－-"
NUMERALS = "一二三四五六七八九十百千两〇零"

# Units behind which a number is a quantity to know (longest first).
UNITS = _words(
    """
    个百分点 个工作日 个自然日 平方公里 平方千米 平方米 立方米 千瓦时 个小时 个月 小时 分钟
    千米 公里 毫米 厘米 分米 微米 纳米 千克 毫克 公斤 毫升 万元 亿元 美元 万吨 亿吨 万人
    亿人 摄氏度 千瓦 兆瓦 周岁 个 日 天 年 月 周 时 分 秒 米 吨 克 升 元 人 名 户
    家 次 倍 岁 级 层 项 条 种 类 台 辆 座 处 亩 公顷 ％ % ‰ ℃ 度 折 成 帕 伏 安 欧 瓦 赫兹
    mm cm dm km kg mg ml mL m g L kW MW V A Hz Pa kPa MPa
    """
)


# Where the tag of jieba's dictionary misleads about how a word is used in laws, reports and
# textbooks: verbs and adverbs that it takes for nouns (依法, 佩带, 会同), and the like.
_TAGS = {
    "v": """
        办理 会同 产生 行使 修正 通报 宣告 报警 核准 核实 弘扬 申报 谎报 漏报 迟报 缓报 查明 指派
        面向 传导 核定 降级 误导 征地 托运 论证 上岗 节水 战胜 有所 报经 加密 替代 夹带 张贴 纵容
        拓宽 催告 盖章 整治 载客 载货 立案 出厂 上市 创业 晋升 交由 浪费 招标 封锁 走私 精简 矫正
        被盗 查清 私分 遗漏 虚构 细化 核验 克扣 体罚 强令 杜绝 曝光 传授 书写 译制 遗失 印发 办学
        普法 施政 投标 承继 复原 姑息 维权 绘制 惠及 摊派 除险 变质 变形 消失 落户 补种 力争 力求
        佩带 标明 陈述 收费 冒险 联网 消耗 入库 出庭 出境 入境 饮酒 示威 保值 管教 办案 制约 粘贴
        区分 关心 节约 治国 治军 造林 住宿 列席 救济 动员 利用 委托 备案 责令 会商 汇报 商定 深化
        存储 通行 落实 健全 清理 重建 伤害 强迫 尊重 反对 同意 暂停 更正 更新 忽略 高举 接管 普及
        密封 中断 延时 新建 迟延 解密 整顿 歪曲 喷涂 指 拟订 拟定 涵养 进出境 出入境 呈报
        抄送 抄报 责成 征得 追缴 承担责任
    """,
    "vn": """
        领导 指导 处分 警告 评价 交流 建议 协商 联系 教学 编辑 整理 装饰 调度 用工 许可 研发 立法
        关联 养老 关怀 康复 保健 命名
    """,
    "d": """
        依法 先行 全额 足额 着力 大力 全力 无故 过度 过分 限期 变相 无法 按规定 连续 优先 定期 自动
        预先 逾期 持续 另行 自行 相应 依规
    """,
    "ad": "全面 有序 有力 及时",
    "a": "合格 公正 易燃 易爆 齐全",
    "b": "连带 书面 专用 专门 高水平 高素质 成年",
    "p": "经",
    "f": "内 之日起",
    "n": "所有者 退役军人 自然人 近亲属 不动产 微生物",
}
TAGS = {word: tag for tag, words in _TAGS.items() for word in words.split()}
# Nouns that the dictionary takes for something else.  The models have learned what their tags
# tell; only where a term ends (``edges.py``) are they seen as what they are.
NOUNS = frozenset(
    _words(
        """
    行为 会计 预算 所得 需求 通道 收入 位置 知识 缺陷 截面 手续 接口 举措 决算 表决权 过错 利害
    附录 出处 说法 构造 快递 录像 合同 清单 固体 极限 伤残 轻伤 重伤 刚度 进步 好处 难度 首都
    进度 主任 主机 等级 水污染 无线电 刑期 绩效 隐私 虚拟机 暂行规定 主动性 合规性 整体性 优越性
    公正性 同一性 积分 明细 假说 因果
    """
    )
)
# Function words that jieba glues to a neighbour that it does not know: 由|省, 对|本, 人|应.
GLUED_BEFORE = frozenset("对由向经并未应将以从在被把按与和或及指除因如若其该本各每")
GLUED_BEHIND = frozenset("由向应未经以对将其该本及因被")
# Words that begin so and are none of these.
NOT_GLUED = frozenset(_words("按下 按份 对标 对价 经停 辅之以 每一 被诉 被测 未见 应知 应会"))
