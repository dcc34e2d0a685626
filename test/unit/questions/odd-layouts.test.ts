import { pasted } from './read'

/** Layouts that people make by hand or copy from pages; what cannot be read with certainty blocks and says why. */
const LAYOUTS: [name: string, text: string, questions: string[]][] = [
  [
    'a key by the ordinals of the parts alone',
    `安全知识题库
一、单选题（每题2分，共20分）
1. 安全第一的对象是（ ）
A. 人 B. 物 C. 钱 D. 车
2. 高处作业指离地几米以上（ ）
A. 1 B. 2 C. 3 D. 4
3. 安全帽有效期是（ ）
A. 一年 B. 两年半 C. 五年 D. 十年
二、多选题（每题4分，共8分）
1. 三宝是（ ）
A. 安全帽 B. 安全带 C. 安全网 D. 手套
2. 四口包括（ ）
A. 楼梯口 B. 电梯口 C. 预留洞口 D. 通道口
三、判断题
1. 酒后可以上岗（ ）
2. 进场必须戴安全帽（ ）
答案
一、1-3 ABB
二、1.ABC 2.ABCD
三、1-2 ×√`,
    [
      'single 安全第一的对象是（ ） [A 人 | B 物 | C 钱 | D 车] = A',
      'single 高处作业指离地几米以上（ ） [A 1 | B 2 | C 3 | D 4] = B',
      'single 安全帽有效期是（ ） [A 一年 | B 两年半 | C 五年 | D 十年] = B',
      'multiple 三宝是（ ） [A 安全帽 | B 安全带 | C 安全网 | D 手套] = ABC',
      'multiple 四口包括（ ） [A 楼梯口 | B 电梯口 | C 预留洞口 | D 通道口] = ABCD',
      'trueFalse 酒后可以上岗（ ） = false',
      'trueFalse 进场必须戴安全帽（ ） = true',
    ],
  ],
  [
    'numbers that begin again, in the questions and in the key',
    `一、单选
1．甲（ ）
A．一 B．二
2．乙（ ）
A．一 B．二
二、多选
1．丙（ ）
A．一 B．二 C．三
2．丁（ ）
A．一 B．二 C．三
参考答案：
1.A 2.B
1.AB 2.BC`,
    [
      'single 甲（ ） [A 一 | B 二] = A',
      'single 乙（ ） [A 一 | B 二] = B',
      'multiple 丙（ ） [A 一 | B 二 | C 三] = AB',
      'multiple 丁（ ） [A 一 | B 二 | C 三] = BC',
    ],
  ],
  [
    'answers in brackets of every kind',
    `1.甲是〔 A 〕。
A.一 B.二
2.乙是［B］。
A.一 B.二
3.丙是【C】。
A.一 B.二 C.三
4.丁是｛A｝。
A.一 B.二`,
    [
      'single 甲是（ ）。 [A 一 | B 二] = A',
      'single 乙是（ ）。 [A 一 | B 二] = B',
      'single 丙是（ ）。 [A 一 | B 二 | C 三] = C',
      'single 丁是（ ）。 [A 一 | B 二] = A',
    ],
  ],
  [
    'T F Y N',
    `一、判断题
1. 甲是对的。( T )
2. 乙是对的。( F )
3. 丙是对的。( Y )
4. 丁是对的。( N )`,
    [
      'trueFalse 甲是对的。（ ） = true',
      'trueFalse 乙是对的。（ ） = false',
      'trueFalse 丙是对的。（ ） = true',
      'trueFalse 丁是对的。（ ） = false',
    ],
  ],
  [
    'judgements behind the sentence, without a bracket',
    `判断题
1、甲是对的。 正确
2、乙是对的。 错误
3、丙是对的。 √
4、丁是对的。 ×`,
    [
      'trueFalse 甲是对的。 = true',
      'trueFalse 乙是对的。 = false',
      'trueFalse 丙是对的。 = true',
      'trueFalse 丁是对的。 = false',
    ],
  ],
  [
    'judgements in front of the number',
    `判断题
（√）1、甲是对的。
（×）2、乙是对的。
(对)3、丙是对的。
（ 错 ）4、丁是对的。`,
    [
      'trueFalse 甲是对的。 = true',
      'trueFalse 乙是对的。 = false',
      'trueFalse 丙是对的。 = true',
      'trueFalse 丁是对的。 = false',
    ],
  ],
  [
    'options behind their answer',
    `1. 党的生日是哪一天？
答案：A
A. 七月一日
B. 八月一日
C. 十月一日
2. 建军节是哪一天？
答案：B
A. 七月一日
B. 八月一日
C. 十月一日`,
    [
      'single 党的生日是哪一天？ [A 七月一日 | B 八月一日 | C 十月一日] = A',
      'single 建军节是哪一天？ [A 七月一日 | B 八月一日 | C 十月一日] = B',
    ],
  ],
  [
    'headers and numbers of pages between the lines',
    `安全生产知识竞赛题库（内部资料）
第1页 共3页
1. 甲（ A ）
A. 一
B. 二
安全生产知识竞赛题库（内部资料）
第2页 共3页
2. 乙（ B ）
A. 一
B. 二
- 3 -
3. 丙（ A ）
A. 一
B. 二
安全生产知识竞赛题库（内部资料）
第3页 共3页
4. 丁（ B ）
A. 一
B. 二`,
    [
      'single 甲（ ） [A 一 | B 二] = A',
      'single 乙（ ） [A 一 | B 二] = B',
      'single 丙（ ） [A 一 | B 二] = A',
      'single 丁（ ） [A 一 | B 二] = B',
    ],
  ],
  [
    'numbers of pages between the options',
    `1. 甲（ A ）
A. 一
B. 二
— 12 —
C. 三
D. 四
2. 乙（ B ）
A. 一
B. 二
13
C. 三
D. 四
3. 丙（ C ）
A. 一
B. 二
第 14 页
C. 三
D. 四`,
    [
      'single 甲（ ） [A 一 | B 二 | C 三 | D 四] = A',
      'single 乙（ ） [A 一 | B 二 13 | C 三 | D 四] = B !optionLetters',
      'single 丙（ ） [A 一 | B 二 | C 三 | D 四] = C',
    ],
  ],
  [
    'lines broken in stems and options',
    `1. 下列说法
正确的一项
是（ B ）。
A. 一
二
B. 三
C. 四
2. 关于安全，
下列哪项不对？（ C ）
A. 一
B. 二
C. 三`,
    [
      'single 下列说法 / 正确的一项 / 是（ ）。 [A 一 二 | B 三 | C 四] = B',
      'single 关于安全， / 下列哪项不对？（ ） [A 一 | B 二 | C 三] = C',
    ],
  ],
  [
    'an answer in many words',
    `1. 甲
A. 一 B. 二 C. 三 D. 四
答案：选A
2. 乙
A. 一 B. 二 C. 三 D. 四
答案：A，B，D
3. 丙
A. 一 B. 二 C. 三 D. 四
答案：A B D
4. 丁
A. 一 B. 二 C. 三 D. 四
答案：ABD。
5. 戊
A. 一 B. 二 C. 三 D. 四
答案：应选C
6. 己
A. 一 B. 二 C. 三 D. 四
答案：A和C
7. 庚
A. 一 B. 二 C. 三 D. 四
【正确答案】：B 项`,
    [
      'single 甲 [A 一 | B 二 | C 三 | D 四] = A',
      'multiple 乙 [A 一 | B 二 | C 三 | D 四] = ABD',
      'multiple 丙 [A 一 | B 二 | C 三 | D 四] = ABD',
      'multiple 丁 [A 一 | B 二 | C 三 | D 四] = ABD',
      'single 戊 [A 一 | B 二 | C 三 | D 四] = C',
      'multiple 己 [A 一 | B 二 | C 三 | D 四] = AC',
      'single 庚 [A 一 | B 二 | C 三 | D 四] = B',
    ],
  ],
  [
    'options in circles, answered in the bracket',
    `1. 甲（ ② ）
①一 ②二 ③三 ④四
2. 乙（ ）
① 一
② 二
③ 三
答案：①③`,
    [
      'single 甲（ ） [A 一 | B 二 | C 三 | D 四] = B',
      'multiple 乙（ ） [A 一 | B 二 | C 三] = AC',
    ],
  ],
  [
    'small letters with half a bracket',
    `1) 甲?
a) 一
b) 二
c) 三
答案: b
2) 乙?
a) 一
b) 二
c) 三
答案: c`,
    ['single 甲? [A 一 | B 二 | C 三] = B', 'single 乙? [A 一 | B 二 | C 三] = C'],
  ],
  [
    'headings that say how to answer',
    `一、单项选择题（共2题，每题1分。每题的备选项中，只有1个最符合题意）
1. 甲（ A ）
A. 一 B. 二
2. 乙（ B ）
A. 一 B. 二
二、多项选择题（共1题，每题2分。每题的备选项中，有2个或2个以上符合题意，错选，本题不得分）
3. 丙（ A B ）
A. 一 B. 二 C. 三
三、判断题（正确的画“√”，错误的画“×”）
4. 丁（√）
四、填空题（请将答案填在横线上）
5. 甲乙丙____。答案：丁`,
    [
      'single 甲（ ） [A 一 | B 二] = A',
      'single 乙（ ） [A 一 | B 二] = B',
      'multiple 丙（ ） [A 一 | B 二 | C 三] = AB',
      'trueFalse 丁（ ） = true',
      'fill 甲乙丙____。 = 丁',
    ],
  ],
  [
    'a key in ranges with blanks and long dashes',
    `1. 甲
A. 一 B. 二
2. 乙
A. 一 B. 二
3. 丙
A. 一 B. 二
4. 丁
A. 一 B. 二
5. 戊
A. 一 B. 二
6. 己
A. 一 B. 二
答案
1—3：A B A
4—6：B B A`,
    [
      'single 甲 [A 一 | B 二] = A',
      'single 乙 [A 一 | B 二] = B',
      'single 丙 [A 一 | B 二] = A',
      'single 丁 [A 一 | B 二] = B',
      'single 戊 [A 一 | B 二] = B',
      'single 己 [A 一 | B 二] = A',
    ],
  ],
  [
    'a key of two rows',
    `1. 甲
A. 一 B. 二
2. 乙
A. 一 B. 二
3. 丙
A. 一 B. 二
答案：
题号 1 2 3
答案 A B A`,
    ['single 甲 [A 一 | B 二] = A', 'single 乙 [A 一 | B 二] = B', 'single 丙 [A 一 | B 二] = A'],
  ],
  [
    'a key that has too few answers',
    `1. 甲
A. 一 B. 二
2. 乙
A. 一 B. 二
3. 丙
A. 一 B. 二
参考答案：1-3 AB`,
    [
      'single 甲 [A 一 | B 二] =  !answerMissing',
      'single 乙 [A 一 | B 二] =  !answerMissing',
      'single 丙 [A 一 | B 二] =  !answerMissing',
    ],
  ],
  [
    'two columns of a page on one line',
    `1. 甲（ A ）\t2. 乙（ B ）
A. 一 B. 二\tA. 三 B. 四`,
    ['single 甲（ A ） 2. 乙（ B ） [A 一 | B 二 A. 三 B. 四] =  !answerUnclear !severalQuestions'],
  ],
  [
    'scores behind stems',
    `1. 甲（2分）
A. 一
B. 二
答案：A
2. 乙 (本题2分)
A. 一
B. 二
答案：B
3、[单选题] 丙 （分值：5）
A. 一
B. 二
答案：B`,
    ['single 甲 [A 一 | B 二] = A', 'single 乙 [A 一 | B 二] = B', 'single 丙 [A 一 | B 二] = B'],
  ],
  [
    'everything on one line',
    `1. 甲 A. 一 B. 二 C. 三 答案：A
2. 乙 A. 一 B. 二 C. 三 答案：B 解析：因为。
3. 丙 A. 一 B. 二 C. 三 （答案：C）`,
    [
      'single 甲 [A 一 | B 二 | C 三] = A',
      'single 乙 [A 一 | B 二 | C 三] = B (因为。)',
      'single 丙 [A 一 | B 二 | C 三] = C',
    ],
  ],
  [
    '第1题 with and without a colon',
    `第1题 甲（ A ）
A. 一 B. 二
第2题 乙（ B ）
A. 一 B. 二
第3题：丙
A. 一 B. 二
答案：A`,
    [
      'single 甲（ ） [A 一 | B 二] = A',
      'single 乙（ ） [A 一 | B 二] = B',
      'single 丙 [A 一 | B 二] = A',
    ],
  ],
  [
    '是 and 否',
    `三、是非题
1. 甲。（是）
2. 乙。（否）
3. 丙。（ 非 ）`,
    ['trueFalse 甲。（ ） = true', 'trueFalse 乙。（ ） = false', 'trueFalse 丙。（ ） = false'],
  ],
  [
    'explanations before answers',
    `1. 甲
A. 一 B. 二
解析：因为一。
答案：A
2. 乙
A. 一 B. 二
解析：因为二。
答案：B`,
    ['single 甲 [A 一 | B 二] = A (因为一。)', 'single 乙 [A 一 | B 二] = B (因为二。)'],
  ],
  [
    'a letter that occurs twice',
    `1. 甲（ A ）
A. 一
B. 二
B. 三
D. 四`,
    ['single 甲（ ） [A 一 | B 二 | B 三 | D 四] = A !optionLetters'],
  ],
  [
    'letters with signs between them',
    `1. 甲（A、C、D）
A. 一 B. 二 C. 三 D. 四
2. 乙（A，B）
A. 一 B. 二 C. 三 D. 四
3. 丙（A/B）
A. 一 B. 二 C. 三 D. 四`,
    [
      'multiple 甲（ ） [A 一 | B 二 | C 三 | D 四] = ACD',
      'multiple 乙（ ） [A 一 | B 二 | C 三 | D 四] = AB',
      'multiple 丙（ ） [A 一 | B 二 | C 三 | D 四] = AB',
    ],
  ],
  [
    'questions numbered like headings',
    `一、甲是什么？
A. 一
B. 二
答案：A
二、乙是什么？
A. 一
B. 二
答案：B
三、丙是什么？
A. 一
B. 二
答案：A`,
    [
      'single 甲是什么？ [A 一 | B 二] = A',
      'single 乙是什么？ [A 一 | B 二] = B',
      'single 丙是什么？ [A 一 | B 二] = A',
    ],
  ],
  [
    'letters inside options',
    `1. 甲（ B ）
A. A类火灾
B. B类火灾
C. C类火灾
2. 乙（ A ）
A. PM2.5 B. PM10 C. CO D. A和B`,
    [
      'single 甲（ ） [A A类火灾 | B B类火灾 | C C类火灾] = B',
      'single 乙（ ） [A PM2.5 | B PM10 | C CO | D A和B] = A',
    ],
  ],
  [
    'letters in brackets of the stem that are no answers',
    `1. 维生素（A）属于什么？（ C ）
A. 水溶 B. 气溶 C. 脂溶
2. 图(B)中所示是（ A ）
A. 一 B. 二`,
    [
      'single 维生素（A）属于什么？（ ） [A 水溶 | B 气溶 | C 脂溶] = C',
      'single 图(B)中所示是（ ） [A 一 | B 二] = A',
    ],
  ],
]

test.each(LAYOUTS)('%s', (_, text, questions) => {
  expect(pasted(text)).toEqual(questions)
})
