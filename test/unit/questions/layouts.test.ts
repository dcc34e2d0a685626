import { pasted } from './read'

/** Layouts of question banks that are in use, and what they say. */
const LAYOUTS: [name: string, text: string, questions: string[]][] = [
  [
    'an exam paper with its key at the end',
    `2024年党章党规知识测试卷
姓名：______ 单位：______ 得分：______
一、单项选择题（每题2分，共10分）
1.中国共产党的根本宗旨是（   ）。
A.全心全意为人民服务  B.实现共产主义
C.改革开放  D.发展生产
2.党的最高理想和最终目标是（   ）。
A.小康  B.实现共产主义  C.富强  D.民主
3.1921年7月（  ）召开了中共一大。
A.上海 B.北京 C.广州 D.武汉
二、多项选择题（每题3分，共6分）
1.“两个确立”包括（  ）。
A.确立核心地位
B.确立指导地位
C.其他
D.以上都不是
2.“四个意识”是指（  ）
A.政治意识
B.大局意识
C.核心意识
D.看齐意识
三、判断题（正确的打√，错误的打×）
1.党员有退党的自由。（   ）
2.预备党员有表决权。（   ）
四、填空题
1.党的组织原则是______。
2.党的三大作风是______、______和批评与自我批评。
五、简答题
1.简述党员的义务。
参考答案
一、单项选择题
1-3 ABA
二、多项选择题
1.AB 2.ABCD
三、判断题
1.√ 2.×
四、填空题
1.民主集中制
2.理论联系实际；密切联系群众
五、简答题
1.见党章第三条。`,
    [
      'single 中国共产党的根本宗旨是（ ）。 [A 全心全意为人民服务 | B 实现共产主义 | C 改革开放 | D 发展生产] = A',
      'single 党的最高理想和最终目标是（ ）。 [A 小康 | B 实现共产主义 | C 富强 | D 民主] = B',
      'single 1921年7月（ ）召开了中共一大。 [A 上海 | B 北京 | C 广州 | D 武汉] = A',
      'multiple “两个确立”包括（ ）。 [A 确立核心地位 | B 确立指导地位 | C 其他 | D 以上都不是] = AB',
      'multiple “四个意识”是指（ ） [A 政治意识 | B 大局意识 | C 核心意识 | D 看齐意识] = ABCD',
      'trueFalse 党员有退党的自由。（ ） = true',
      'trueFalse 预备党员有表决权。（ ） = false',
      'fill 党的组织原则是______。 = 民主集中制',
      'fill 党的三大作风是______、______和批评与自我批评。 = 理论联系实际 ; 密切联系群众',
      'essay 简述党员的义务。 =  !essay',
    ],
  ],
  [
    'labels in brackets',
    `1．我国的根本政治制度是（ ）
A．人民代表大会制度 B．政治协商制度
C．民族区域自治 D．基层自治
【答案】A
【解析】宪法第二条规定，
人民行使国家权力的机关是人大。
2．下列说法正确的有（ ）
A．甲 B．乙
C．丙 D．丁
【答案】ABD【解析】略
【难度】中
3．党员必须交纳党费。
【答案】正确`,
    [
      'single 我国的根本政治制度是（ ） [A 人民代表大会制度 | B 政治协商制度 | C 民族区域自治 | D 基层自治] = A (宪法第二条规定， / 人民行使国家权力的机关是人大。)',
      'multiple 下列说法正确的有（ ） [A 甲 | B 乙 | C 丙 | D 丁] = ABD (略)',
      'trueFalse 党员必须交纳党费。 = true',
    ],
  ],
  [
    'answers behind 答',
    `1、党的纪律处分有几种？
A、三种
B、四种
C、五种
D、六种
答：C
2、党费按（  ）交纳。
A、月
B、季
C、年
D、随意
答：A`,
    [
      'single 党的纪律处分有几种？ [A 三种 | B 四种 | C 五种 | D 六种] = C',
      'single 党费按（ ）交纳。 [A 月 | B 季 | C 年 | D 随意] = A',
    ],
  ],
  [
    'a key of ranges and single numbers',
    `参考题
1. 题一（ ）
A. a1 B. b1 C. c1 D. d1
2. 题二（ ）
A. a2 B. b2 C. c2 D. d2
3. 题三（ ）
A. a3 B. b3 C. c3 D. d3
4. 题四（ ）
A. a4 B. b4 C. c4 D. d4
5. 题五（ ）
A. a5 B. b5 C. c5 D. d5
6. 题六（ ）
A. a6 B. b6 C. c6 D. d6
参考答案：1-5 ABCDA 6 AB`,
    [
      'single 题一（ ） [A a1 | B b1 | C c1 | D d1] = A',
      'single 题二（ ） [A a2 | B b2 | C c2 | D d2] = B',
      'single 题三（ ） [A a3 | B b3 | C c3 | D d3] = C',
      'single 题四（ ） [A a4 | B b4 | C c4 | D d4] = D',
      'single 题五（ ） [A a5 | B b5 | C c5 | D d5] = A',
      'multiple 题六（ ） [A a6 | B b6 | C c6 | D d6] = AB ~severalAnswers',
    ],
  ],
  [
    'options numbered in circles',
    `1. 下列属于四项监督执纪形态的是（）
①红脸出汗
②党纪轻处分
③党纪重处分
④立案审查
答案：①②③④`,
    [
      'multiple 下列属于四项监督执纪形态的是（） [A 红脸出汗 | B 党纪轻处分 | C 党纪重处分 | D 立案审查] = ABCD',
    ],
  ],
  [
    'letters in brackets',
    `(1) 地球是圆的吗？
(A) 是的
(B) 不是
(C) 不知道
答案：(A)
(2) 太阳从哪里升起？
(A) 东 (B) 西 (C) 南 (D) 北
答案：(A)`,
    [
      'single 地球是圆的吗？ [A 是的 | B 不是 | C 不知道] = A',
      'single 太阳从哪里升起？ [A 东 | B 西 | C 南 | D 北] = A',
    ],
  ],
  [
    'small letters',
    `1) 题目一是什么
a) 甲
b) 乙
c) 丙
答案: b
2) 题目二是什么
a) 甲
b) 乙
c) 丙
答案: ac`,
    [
      'single 题目一是什么 [A 甲 | B 乙 | C 丙] = B',
      'multiple 题目二是什么 [A 甲 | B 乙 | C 丙] = AC',
    ],
  ],
  [
    'true/false in front of the number',
    `判断题
（√）1.党支部每月召开一次党员大会。
（×）2.党小组会每季度召开一次。
( √ ) 3.党课应当针对党员思想。`,
    [
      'trueFalse 党支部每月召开一次党员大会。 = true',
      'trueFalse 党小组会每季度召开一次。 = false',
      'trueFalse 党课应当针对党员思想。 = true',
    ],
  ],
  [
    'true/false at the end, no numbers',
    `党支部每月至少召开1次支部委员会会议。（√）
党员大会每年召开一次。（×）
党小组会一般每月召开1次。（√）`,
    [
      'trueFalse 党支部每月至少召开1次支部委员会会议。（ ） = true',
      'trueFalse 党员大会每年召开一次。（ ） = false',
      'trueFalse 党小组会一般每月召开1次。（ ） = true',
    ],
  ],
  [
    'kinds in brackets, no numbers',
    `【单选题】党的最高领导机关是（ ）
A.党的全国代表大会
B.国务院
正确答案：A
【多选题】以下正确的是（ ）
A.甲
B.乙
C.丙
正确答案：ABC
【判断题】党员可以不参加组织生活。
正确答案：错
【填空题】党的根本组织原则是____。
正确答案：民主集中制`,
    [
      'single 党的最高领导机关是（ ） [A 党的全国代表大会 | B 国务院] = A',
      'multiple 以下正确的是（ ） [A 甲 | B 乙 | C 丙] = ABC',
      'trueFalse 党员可以不参加组织生活。 = false',
      'fill 党的根本组织原则是____。 = 民主集中制',
    ],
  ],
  [
    'options without a blank between them',
    `1.党的生日是（ ）A.7月1日B.8月1日C.10月1日D.5月4日
答案：A
2.国庆节是（ ）A、7月1日B、8月1日C、10月1日D、5月4日
答案：C`,
    [
      'single 党的生日是（ ） [A 7月1日 | B 8月1日 | C 10月1日 | D 5月4日] = A',
      'single 国庆节是（ ） [A 7月1日 | B 8月1日 | C 10月1日 | D 5月4日] = C',
    ],
  ],
  [
    '第1题',
    `第1题 下列哪个是直辖市？
A. 南京
B. 重庆
答案：B
第2题 下列哪个不是直辖市？
A. 南京
B. 重庆
答案：A`,
    [
      'single 下列哪个是直辖市？ [A 南京 | B 重庆] = B',
      'single 下列哪个不是直辖市？ [A 南京 | B 重庆] = A',
    ],
  ],
  [
    'as a quiz site prints it',
    `1. (单选题, 2.0分) 马克思主义诞生于（ ）
A. 19世纪40年代
B. 20世纪
我的答案: B :20世纪; 
正确答案: A :19世纪40年代; 
0.0分
2. (多选题, 2.0分) 属于唐朝诗人的有
A. 李白
B. 杜甫
C. 苏轼
我的答案: AB:李白; 杜甫;
正确答案: AB:李白; 杜甫;
3. (判断题, 1.0分) 地球是平的。
A. 对
B. 错
我的答案: 对
正确答案: 错`,
    [
      'single 马克思主义诞生于（ ） [A 19世纪40年代 | B 20世纪] = A',
      'multiple 属于唐朝诗人的有 [A 李白 | B 杜甫 | C 苏轼] = AB',
      'trueFalse 地球是平的。 = false',
    ],
  ],
  [
    'answers typed into the stem',
    `1、党的十八大于（ B ）年召开。
A、2011  B、2012  C、2013  D、2014
2、党的宗旨是（全心全意为人民服务）。
A、全心全意为人民服务 B、其它
3、以下属于六项纪律的是（ABC）
A、政治纪律 B、组织纪律 C、廉洁纪律 D、校纪
4、党员每年应参加学时不少于（C）学时。A、12 B、24 C、32 D、56`,
    [
      'single 党的十八大于（ ）年召开。 [A 2011 | B 2012 | C 2013 | D 2014] = B',
      'single 党的宗旨是（ ）。 [A 全心全意为人民服务 | B 其它] = A',
      'multiple 以下属于六项纪律的是（ ） [A 政治纪律 | B 组织纪律 | C 廉洁纪律 | D 校纪] = ABC',
      'single 党员每年应参加学时不少于（ ）学时。 [A 12 | B 24 | C 32 | D 56] = C',
    ],
  ],
  [
    'a key behind each section',
    `一、单选题
1.题一（ ）
A.甲 B.乙
2.题二（ ）
A.甲 B.乙
答案：1.A 2.B
二、判断题
1.判断一（ ）
2.判断二（ ）
答案：1.√ 2.×`,
    [
      'single 题一（ ） [A 甲 | B 乙] = A',
      'single 题二（ ） [A 甲 | B 乙] = B',
      'trueFalse 判断一（ ） = true',
      'trueFalse 判断二（ ） = false',
    ],
  ],
  [
    'fill-ins with the answer in the blank',
    `填空题
1. 中国共产党成立于__1921__年。
2. 党章规定，党员必须执行党的决定，服从组织（ 分配 ），积极完成党的任务。
3. 三会一课是指支部党员大会、支部委员会、党小组会和____。
答案：党课`,
    [
      'fill 中国共产党成立于____年。 = 1921 ~answerUnclear',
      'fill 党章规定，党员必须执行党的决定，服从组织（ ），积极完成党的任务。 = 分配',
      'fill 三会一课是指支部党员大会、支部委员会、党小组会和____。 = 党课',
    ],
  ],
  [
    'copied from a sheet',
    `题型	题干	A	B	C	D	答案	解析
单选	党的生日	7月1日	8月1日	10月1日	1月1日	A	一大
判断	党员要交党费					对	
多选	两个维护	核心	权威	其他		AB	`,
    [
      'single 党的生日 [A 7月1日 | B 8月1日 | C 10月1日 | D 1月1日] = A (一大)',
      'trueFalse 党员要交党费 = true',
      'multiple 两个维护 [A 核心 | B 权威 | C 其他] = AB',
    ],
  ],
  [
    'English labels',
    `1. What is the capital of China?
A. Beijing
B. Shanghai
C. Nanjing
Answer: A
2. The earth is flat.
Answer: False`,
    [
      'single What is the capital of China? [A Beijing | B Shanghai | C Nanjing] = A',
      'trueFalse The earth is flat. = false',
    ],
  ],
  [
    'a key with explanations',
    `1. 甲题（ ）
A. 一 B. 二 C. 三
2. 乙题（ ）
A. 一 B. 二 C. 三
答案与解析
1.【答案】B
【解析】因为二。
2.【答案】C
【解析】因为三。`,
    [
      'single 甲题（ ） [A 一 | B 二 | C 三] = B (因为二。)',
      'single 乙题（ ） [A 一 | B 二 | C 三] = C (因为三。)',
    ],
  ],
  [
    'papers whose numbers begin again',
    `试卷一
1. 甲题（ ）
A. 一 B. 二
2. 乙题（ ）
A. 一 B. 二
答案：1. A  2. B
试卷二
1. 丙题（ ）
A. 一 B. 二
2. 丁题（ ）
A. 一 B. 二
答案：1. B  2. A`,
    [
      'single 甲题（ ） [A 一 | B 二] = A',
      'single 乙题（ ） [A 一 | B 二] = B',
      'single 丙题（ ） [A 一 | B 二] = B',
      'single 丁题（ ） [A 一 | B 二] = A',
    ],
  ],
  [
    'no dots and no colons',
    `1 党的一大在哪召开

A 上海

B 北京

C 广州

答案 A

2 党的七大在哪召开

A 西柏坡

B 延安

C 瑞金

答案 B`,
    [
      'single 党的一大在哪召开 [A 上海 | B 北京 | C 广州] = A',
      'single 党的七大在哪召开 [A 西柏坡 | B 延安 | C 瑞金] = B',
    ],
  ],
  [
    'decimals behind numbers',
    `1. 混凝土标号C30的强度为（ ）
A. 30MPa
B. 20.5MPa
C. 1.5
答案：A
2. 3.5米以上高处作业需系安全带。（ ）
答案：对
3. 2米以上属于（ ）作业
A. 高处
B. 低处
答案：A`,
    [
      'single 混凝土标号C30的强度为（ ） [A 30MPa | B 20.5MPa | C 1.5] = A',
      'trueFalse 3.5米以上高处作业需系安全带。（ ） = true',
      'single 2米以上属于（ ）作业 [A 高处 | B 低处] = A',
    ],
  ],
  [
    'texts that begin with a letter',
    `1. 以下哪种语言是编译型？
A. C语言
B. Python
C. Basic
D. C++
答案：AD
2. A类火灾是指（ ）火灾。
A. 固体
B. 液体
C. 气体
D. 金属
答案：A
3. 维生素（ ）缺乏导致夜盲。
A. A
B. B
C. C
D. D
答案：A`,
    [
      'multiple 以下哪种语言是编译型？ [A C语言 | B Python | C Basic | D C++] = AD',
      'single A类火灾是指（ ）火灾。 [A 固体 | B 液体 | C 气体 | D 金属] = A',
      'single 维生素（ ）缺乏导致夜盲。 [A A | B B | C C | D D] = A',
    ],
  ],
  [
    'neither numbers nor answers',
    `一、单选题
甲题（ ）
A. 一 B. 二
乙题（ ）
A. 一 B. 二`,
    [
      'single 甲题（ ） [A 一 | B 二] =  !answerMissing',
      'single 乙题（ ） [A 一 | B 二] =  !answerMissing',
    ],
  ],
  [
    'sections, explanations with lists',
    `一、单选题（共 2 题）
1.下列关于党徽的说法正确的是(    )。
 A.党徽为镰刀和锤头组成的图案
 B.党徽为五角星
 答案：A
 解析：《党章》第五十三条。
2.党旗为旗面缀有（    ）党徽图案的红旗。
 A.红色
 B.金黄色
 答案：B
 解析：1. 见党章。
2. 见条例。
二、判断题（共 2 题）
3.党员如果没有正当理由，连续六个月不参加党的组织生活，被认为是自行脱党。
 答案：√
4.党员退党应当支部大会宣布除名。
 答案：对。支部大会讨论后宣布除名。`,
    [
      'single 下列关于党徽的说法正确的是( )。 [A 党徽为镰刀和锤头组成的图案 | B 党徽为五角星] = A (《党章》第五十三条。)',
      'single 党旗为旗面缀有（ ）党徽图案的红旗。 [A 红色 | B 金黄色] = B (1. 见党章。 / 2. 见条例。)',
      'trueFalse 党员如果没有正当理由，连续六个月不参加党的组织生活，被认为是自行脱党。 = true',
      'trueFalse 党员退党应当支部大会宣布除名。 = true (支部大会讨论后宣布除名。)',
    ],
  ],
  [
    'statements inside the stem',
    `1．下列说法：
（1）党员有权；
（2）党员必须；
正确的是（ ）
A．（1）
B．（2）
C．（1）（2）
答案：C
2．关于党员义务，说法错误的是（ ）
A．学习
B．服务
答案：B`,
    [
      'single 下列说法： / （1）党员有权； / （2）党员必须； / 正确的是（ ） [A （1） | B （2） | C （1）（2）] = C',
      'single 关于党员义务，说法错误的是（ ） [A 学习 | B 服务] = B',
    ],
  ],
  [
    '题目, 选项, 答案',
    `题目：党费计算基数是？
选项：A.工资 B.奖金 C.津贴 D.补贴
答案：A

题目：可以交党费的方式有？
选项：A.现金 B.转账 C.微信
答案：ABC`,
    [
      'single 党费计算基数是？ [A 工资 | B 奖金 | C 津贴 | D 补贴] = A',
      'multiple 可以交党费的方式有？ [A 现金 | B 转账 | C 微信] = ABC',
    ],
  ],
  [
    'answers above their questions',
    `答案：A
1、题目甲（ ）
A、一
B、二
答案：B
2、题目乙（ ）
A、一
B、二`,
    ['single 题目甲（ ） [A 一 | B 二] = A', 'single 题目乙（ ） [A 一 | B 二] = B'],
  ],
  [
    'broken in five ways',
    `1. 题甲（ ）
A. 一
B. 二
B. 三
D. 四
答案：A
2. 题乙（ ）
A. 一
B. 二
答案：E
3. 题丙（ ）
A. 一
B. 二
4. 题丁
答案：B
5. 题戊（ ）
A. 一
B. 一
答案：A`,
    [
      'single 题甲（ ） [A 一 | B 二 | B 三 | D 四] = A !optionLetters',
      'single 题乙（ ） [A 一 | B 二] = E !answerNoOption',
      'single 题丙（ ） [A 一 | B 二] =  !answerMissing',
      'single 题丁 = B !optionsMissing',
      'single 题戊（ ） [A 一 | B 一] = A !optionsSame',
    ],
  ],
  [
    'a key line by line',
    `1. 题甲（ ）
A. 一 B. 二
2. 题乙（ ）
A. 一 B. 二
3. 题丙（ ）
A. 一 B. 二
答案：
1、A
2、B
3、AB`,
    [
      'single 题甲（ ） [A 一 | B 二] = A',
      'single 题乙（ ） [A 一 | B 二] = B',
      'multiple 题丙（ ） [A 一 | B 二] = AB',
    ],
  ],
  [
    'a key by the names of kinds',
    `单选题
1. 题甲（ ）
A. 一 B. 二
2. 题乙（ ）
A. 一 B. 二
多选题
1. 题丙（ ）
A. 一 B. 二
2. 题丁（ ）
A. 一 B. 二
答案
单选题：1. A 2. B
多选题：1. AB 2. AB`,
    [
      'single 题甲（ ） [A 一 | B 二] = A',
      'single 题乙（ ） [A 一 | B 二] = B',
      'multiple 题丙（ ） [A 一 | B 二] = AB',
      'multiple 题丁（ ） [A 一 | B 二] = AB',
    ],
  ],
  [
    'a key over all sections',
    `一、选择题
1. 题甲（ ）
A. 一 B. 二
2. 题乙（ ）
A. 一 B. 二
3. 题丙（ ）
A. 一 B. 二
二、判断
4. 判断甲（ ）
5. 判断乙（ ）
【参考答案】
1～3：ABA
4—5：√×`,
    [
      'single 题甲（ ） [A 一 | B 二] = A',
      'single 题乙（ ） [A 一 | B 二] = B',
      'single 题丙（ ） [A 一 | B 二] = A',
      'trueFalse 判断甲（ ） = true',
      'trueFalse 判断乙（ ） = false',
    ],
  ],
  [
    'fill-ins with several blanks',
    `填空题
1、党的建设必须坚持（思想建党）、（理论强党）、制度治党同向发力。
答案：思想建党；理论强党
2、“三严三实”中的“三严”是指（  ）、（  ）、（  ）。
答案：严以修身、严以用权、严以律己
3、党支部（党总支）应当按期换届，任期____年。
答案：3|三`,
    [
      'fill 党的建设必须坚持（ ）、（ ）、制度治党同向发力。 = 思想建党 ; 理论强党',
      'fill “三严三实”中的“三严”是指（ ）、（ ）、（ ）。 = 严以修身 ; 严以用权 ; 严以律己',
      'fill 党支部（党总支）应当按期换届，任期____年。 = 3|三',
    ],
  ],
  [
    'colons behind numbers and letters',
    `1：问题甲？
A：一
B：二
答案：B
2：问题乙？
A：一
B：二
答案：A`,
    ['single 问题甲？ [A 一 | B 二] = B', 'single 问题乙？ [A 一 | B 二] = A'],
  ],
  [
    'commas behind numbers and letters',
    `1，问题甲？
A，一
B，二
答案：B
2，问题乙？
A，一
B，二
答案：A`,
    ['single 问题甲？ [A 一 | B 二] = B', 'single 问题乙？ [A 一 | B 二] = A'],
  ],
  [
    'commas between columns',
    `题目,选项A,选项B,选项C,选项D,答案
党的生日,7月1日,8月1日,10月1日,1月1日,A
国庆,7月1日,8月1日,10月1日,1月1日,C`,
    [
      'single 党的生日 [A 7月1日 | B 8月1日 | C 10月1日 | D 1月1日] = A',
      'single 国庆 [A 7月1日 | B 8月1日 | C 10月1日 | D 1月1日] = C',
    ],
  ],
  [
    'true/false with options',
    `1. 党员可以信教。
A. 正确
B. 错误
答案：B
2. 党章是党的根本大法。（ A ）
A. 对
B. 错`,
    ['trueFalse 党员可以信教。 = false', 'trueFalse 党章是党的根本大法。（ ） = true'],
  ],
  [
    'two answers that differ',
    `1. 题甲（ A ）
A. 一
B. 二
答案：B`,
    ['single 题甲（ ） [A 一 | B 二] = B !answersDiffer'],
  ],
  [
    'A项 and 是',
    `1. 甲
A. 一
B. 二
正确答案：A项
解析：A项正确，B项错误。
2. 乙
A. 一
B. 二
正确答案是：B`,
    ['single 甲 [A 一 | B 二] = A (A项正确，B项错误。)', 'single 乙 [A 一 | B 二] = B'],
  ],
  [
    'stems of several lines',
    `1、根据《党章》规定，
下列属于党员权利的是（ ）
A、参加会议
B、批评

C、表决
D、选举
答案： A、B、C、D
2、根据《条例》规定，下列属于处分的是（ ）
A、警告
B、记过
答案： A`,
    [
      'multiple 根据《党章》规定， / 下列属于党员权利的是（ ） [A 参加会议 | B 批评 | C 表决 | D 选举] = ABCD',
      'single 根据《条例》规定，下列属于处分的是（ ） [A 警告 | B 记过] = A',
    ],
  ],
  [
    'the answer glued to the last option, a page header within the text, a number far on',
    `${Array.from({ length: 8 }, () => '广东省建筑施工企业安全生产考核题库').join('\n')}
1.施工单位应当提供（ ）。
A.劳动防护用品 B.服装答案：B
2.当竖向洞口短边边长小于（ ）时，栏杆高度不小于
1.2m，并设置挡脚板。
A.200mm
B.300mm
正确答案：A
509.单位工程完工验收由（ ）主持。
A.项目法人
B.监理单位
正确答案：A`,
    [
      'single 施工单位应当提供（ ）。 [A 劳动防护用品 | B 服装] = B',
      'single 当竖向洞口短边边长小于（ ）时，栏杆高度不小于 / 1.2m，并设置挡脚板。 [A 200mm | B 300mm] = A',
      'single 单位工程完工验收由（ ）主持。 [A 项目法人 | B 监理单位] = A',
    ],
  ],
  [
    'the letter A lost, as old Word files have it; bare letters behind a stem',
    `1、（ ）都有义务保护水环境。
任何单位 B、任何个人 C、任何单位和个人 D、任何组织
答案：C
2、《墓畔口占》的对比包括（ ）。 A生与死 B动与静 C你与我
答案：ABC`,
    [
      'single （ ）都有义务保护水环境。 [A 任何单位 | B 任何个人 | C 任何单位和个人 | D 任何组织] = C ~optionLetters',
      'multiple 《墓畔口占》的对比包括（ ）。 [A 生与死 | B 动与静 | C 你与我] = ABC',
    ],
  ],
  [
    'own answers of a quiz site glued to the right ones',
    `1. (单选题, 1.0 分) 甲( )
A. 一
B. 二
我的答案:B正确答案:A
答案解析：
知识点：
1.0分
2. (判断题, 1.0 分) 乙
A. 对
B. 错
我的答案:对正确答案:错`,
    ['single 甲( ) [A 一 | B 二] = A', 'trueFalse 乙 = false'],
  ],
  [
    'numbers with a blank behind them, beginning again in each section',
    `单选题
1 党的宗旨是（ ）。
A 服务
B 学习
正确答案：A
2 最高处分是（ ）。
A 警告
B 开除
正确答案：B
判断题
1 党员可以信教。
正确答案：错`,
    [
      'single 党的宗旨是（ ）。 [A 服务 | B 学习] = A',
      'single 最高处分是（ ）。 [A 警告 | B 开除] = B',
      'trueFalse 党员可以信教。 = false',
    ],
  ],
  [
    'fill-ins of a quiz site, with scores and links between the lines',
    `1. (判断题)甲是乙
A. 对
B. 错
我的答案:对正确答案:对
10分
AI讲解
2. (填空题)注解有@____、@____。
我的答案：
10分
(1) Component
(2) Bean
正确答案：
(1) Component
(2) Repository
知识点：
AI讲解
3. (单选题)丙
A. 一
B. 二
我的答案:A:一;正确答案:B:二;`,
    [
      'trueFalse 甲是乙 = true (AI讲解)',
      'fill 注解有@____、@____。 = Component ; Repository',
      'single 丙 [A 一 | B 二] = B',
    ],
  ],
  [
    'a word in a bracket of the stem that answers nothing',
    `1.重量单位是（t）的有（ ）。
A.吨
B.克
答案：A`,
    ['single 重量单位是（t）的有（ ）。 [A 吨 | B 克] = A'],
  ],
  [
    'answers above questions without numbers',
    `答案：A
甲是（ ）
A、一
B、二
答案：B
乙是（ ）
A、一
B、二`,
    ['single 甲是（ ） [A 一 | B 二] = A', 'single 乙是（ ） [A 一 | B 二] = B'],
  ],
  [
    'a stray answer above the first question shifts nothing',
    `答案：略
1、甲是（ ）
A、一
B、二
答案：B
2、乙是（ ）
A、一
B、二
答案：A`,
    ['single 甲是（ ） [A 一 | B 二] = B', 'single 乙是（ ） [A 一 | B 二] = A'],
  ],
  [
    'true/false first, and no answer behind the last question',
    `党员要交党费。
答案：对
甲是（ ）
A、一
B、二`,
    ['trueFalse 党员要交党费。 = true', 'single 甲是（ ） [A 一 | B 二] =  !answerMissing'],
  ],
]

test.each(LAYOUTS)('%s', (_, text, questions) => {
  expect(pasted(text)).toEqual(questions)
})
